using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.DeadLetters;

/// <summary>
/// Remembers why a message failed. The host moves a message to the poison queue as a copy of its body alone, under a new id, so
/// the body's hash is what finds the failure again.
/// </summary>
internal sealed class FailureStore(TableServiceClient tables, TimeProvider time)
{
    private const int MaxErrorCharacters = 8 * 1024;

    private readonly TableClient table = tables.GetTableClient(TableNames.DeadLetters);

    /// <summary>The partition of a queue's failures.</summary>
    internal static string PartitionOf(string queue) => $"failures|{queue}";

    /// <summary>Leaves behind what a run threw.</summary>
    public async Task RecordAsync(string queue, string message, int tries, Exception failure, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(failure);
        var error = $"{failure.GetType().Name}: {failure.Message}";
        var row = new TableEntity(PartitionOf(queue), MessageHash.Of(message))
        {
            ["Error"] = error.Length > MaxErrorCharacters ? error[..MaxErrorCharacters] : error,
            ["Tries"] = tries,
            ["FailedAt"] = time.GetUtcNow(),
        };
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    /// <summary>Why and how often a message failed; null when no run left anything behind.</summary>
    public async Task<Failure?> FindAsync(string queue, string message, CancellationToken cancellationToken)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(PartitionOf(queue), MessageHash.Of(message), cancellationToken: cancellationToken);
        return row.HasValue ? new Failure(row.Value!.GetString("Error") ?? "", row.Value.GetInt32("Tries") ?? 0) : null;
    }

    /// <summary>Forgets a message that has succeeded, or that is kept as a dead letter.</summary>
    public async Task ForgetAsync(string queue, string message, CancellationToken cancellationToken) =>
        await table.DeleteEntityAsync(PartitionOf(queue), MessageHash.Of(message), ETag.All, cancellationToken);
}

/// <summary>Why a message failed.</summary>
/// <param name="Error">Type and message of what was thrown.</param>
/// <param name="Tries">The number of the try that threw it.</param>
internal sealed record Failure(string Error, int Tries);

/// <summary>What finds a message again whose copy has a new id: its body.</summary>
internal static class MessageHash
{
    /// <summary>SHA-256, lower-case hexadecimal.</summary>
    public static string Of(string body) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
}
