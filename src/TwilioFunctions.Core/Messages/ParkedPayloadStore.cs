using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Messages;

/// <summary>
/// Keeps payloads that do not fit into a queue message, in chunks of 64 KiB. They stay after their message has been processed:
/// it may be delivered again. They are removed by age, which <see cref="RenewAsync"/> begins anew.
/// </summary>
internal sealed class ParkedPayloadStore(TableServiceClient tables, RetentionIndex retention)
{
    /// <summary>The latest lead of the payload in table <c>RetentionIndex</c>: the only one that removes it.</summary>
    internal const string LeadColumn = "Lead";

    private const int ChunkBytes = 64 * 1024;
    private const string ChunkColumn = "Chunk";

    private readonly TableClient table = tables.GetTableClient(TableNames.ParkedPayloads);

    /// <summary>Stores <paramref name="payload"/> (up to 1 MiB) and returns its reference. Storing the same again changes nothing.</summary>
    public async Task<ParkedPayload> ParkAsync(string id, string payload, CancellationToken cancellationToken)
    {
        var bytes = Encoding.UTF8.GetBytes(payload);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var key = $"{TableKey.Encode(id)}{TableKey.Separator}{sha256[..16]}";
        var lead = await retention.LeadToParkedPayloadAsync(key, cancellationToken);
        var rows = bytes.Chunk(ChunkBytes)
            .Select((chunk, number) => new TableEntity(key, RowKeyOf(number)) { [ChunkColumn] = chunk, [LeadColumn] = lead })
            .Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row))
            .ToList();
        await table.SubmitTransactionAsync(rows, cancellationToken);
        return new ParkedPayload(key, rows.Count, sha256);
    }

    /// <summary>Begins a payload's time anew: its message is kept for longer than a queue keeps it, or is on its queue again.</summary>
    /// <returns>False when it is gone, or the reference is none that <see cref="ParkAsync"/> gave.</returns>
    public async Task<bool> RenewAsync(ParkedPayload parked, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parked);
        // A poison queue takes what anybody wrote to it.
        if (parked.Key is not { } key || !TableKey.IsLegal(key))
            return false;
        var lead = await retention.LeadToParkedPayloadAsync(key, cancellationToken);
        var first = new TableEntity(key, RowKeyOf(0)) { [LeadColumn] = lead };
        try
        {
            await table.UpdateEntityAsync(first, ETag.All, TableUpdateMode.Merge, cancellationToken);
            return true;
        }
        catch (RequestFailedException gone) when (gone.ErrorCode == TableErrorCode.ResourceNotFound.ToString())
        {
            return false;
        }
    }

    /// <summary>Reads a payload back.</summary>
    /// <exception cref="InvalidDataException">It is gone, or not what was parked.</exception>
    public async Task<string> ReadAsync(ParkedPayload parked, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parked);
        using var bytes = new MemoryStream();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {parked.Key}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            bytes.Write(row.GetBinary(ChunkColumn));

        if (Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray())) != parked.Sha256)
            throw new InvalidDataException($"The parked payload {parked.Key} of {parked.Chunks} chunks is gone or incomplete ({bytes.Length} bytes were found).");
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static string RowKeyOf(int number) => $"{number:0000}";
}
