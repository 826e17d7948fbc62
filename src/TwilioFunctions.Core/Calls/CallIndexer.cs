using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Calls;

/// <summary>
/// Derives a call's entry in the index from the whole of its partition, so that nothing depends on the order in which rows came. Row
/// <c>call</c> holds what was derived: whoever changes it must have read it, which settles who is right when several instances do so
/// at once, and it names every place that the call ever had in the index.
/// Requests to storage: one where the new row changes nothing that a list shows, four where it does.
/// </summary>
public sealed class CallIndexer(TableServiceClient tables) : ICallIndexer
{
    /// <summary>The row of a call's partition that the index is made from. It sorts before all others: what is read after it is not older than it.</summary>
    internal const string RowKey = "call";

    /// <summary>The column of that row with every place that the call has had in the index.</summary>
    internal const string IndexKeys = "IndexKeys";

    // Each lost race means that somebody else made progress, so this many in a row are a fault.
    private const int MaxRaces = 50;

    private readonly TableClient calls = tables.GetTableClient(TableNames.Calls);
    private readonly TableClient index = tables.GetTableClient(TableNames.CallIndex);

    /// <inheritdoc />
    public async Task RefreshAsync(string callSid, string? accountSid, bool again, CancellationToken cancellationToken)
    {
        for (var race = 0; race < MaxRaces; race++)
        {
            var partition = await CallRecordReader.ReadAsync(calls, TableKey.Encode(callSid), cancellationToken);
            if (partition.IsEmpty)
                return;

            var kept = partition.IndexRow;
            var listing = CallListing.Of(CallStory.Of(partition.Record(callSid)));
            var row = RowOf(listing with { AccountSid = listing.AccountSid ?? kept?.GetString("AccountSid") ?? accountSid }, kept);
            if (kept is not null && IsSame(row, kept))
            {
                if (again)
                    await IndexAsync(kept, moved: true, cancellationToken);
                return;
            }
            if (await TryWriteAsync(row, kept, cancellationToken))
            {
                await IndexAsync(row, moved: row.GetString(IndexKeys) != kept?.GetString(IndexKeys), cancellationToken);
                return;
            }
        }
        throw new InvalidOperationException($"The call {callSid} was changed by others {MaxRaces} times in a row.");
    }

    /// <inheritdoc />
    public async Task AddAsync(CallListing listing, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(listing);
        var row = RowOf(listing, kept: null);
        if (await TryWriteAsync(row, kept: null, cancellationToken))
            await IndexAsync(row, moved: false, cancellationToken);
    }

    private static TableEntity RowOf(CallListing listing, TableEntity? kept)
    {
        var row = new TableEntity(TableKey.Encode(listing.CallSid), RowKey);
        CallListingColumns.Write(row, listing);
        row[IndexKeys] = string.Join('\n', IndexKeysOf(kept).Where(key => key != CallIndexKey.Of(listing)).Append(CallIndexKey.Of(listing)));
        return row;
    }

    /// <summary>False when somebody else wrote the row since it was read. The row has its new ETag then.</summary>
    private async Task<bool> TryWriteAsync(TableEntity row, TableEntity? kept, CancellationToken cancellationToken)
    {
        try
        {
            var response = kept is null
                ? await calls.AddEntityAsync(row, cancellationToken)
                : await calls.UpdateEntityAsync(row, kept.ETag, TableUpdateMode.Replace, cancellationToken);
            row.ETag = response.Headers.ETag ?? default;
            return true;
        }
        catch (RequestFailedException race) when (race.Status is 409 or 412 || race.ErrorCode == TableErrorCode.ResourceNotFound.ToString())
        {
            return false;
        }
    }

    /// <summary>Writes the entry until row <c>call</c> has not changed meanwhile; takes away those that it had elsewhere, where it has moved.</summary>
    private async Task IndexAsync(TableEntity row, bool moved, CancellationToken cancellationToken)
    {
        while (true)
        {
            var keys = IndexKeysOf(row).ToList();
            var entry = new TableEntity(keys[^1].Partition, keys[^1].Row);
            CallListingColumns.Write(entry, CallListingColumns.Read(row));
            await index.UpsertEntityAsync(entry, TableUpdateMode.Replace, cancellationToken);
            if (moved)
            {
                foreach (var stale in keys[..^1])
                    await index.DeleteEntityAsync(stale.Partition, stale.Row, ETag.All, cancellationToken);
            }

            var now = await calls.GetEntityIfExistsAsync<TableEntity>(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
            if (!now.HasValue || now.Value!.ETag == row.ETag)
                return;
            // What was written may have come after what is right, and where the call is no more.
            (row, moved) = (now.Value, true);
        }
    }

    private static bool IsSame(TableEntity row, TableEntity kept) =>
        CallListingColumns.Read(row) is var listing
        && CallListingColumns.Read(kept) is var known
        && listing with { Tags = known.Tags } == known
        && listing.Tags.SequenceEqual(known.Tags)
        && row.GetString(IndexKeys) == kept.GetString(IndexKeys);

    /// <summary>Every place that the call has had; the last one is where it is.</summary>
    internal static IEnumerable<CallIndexKey> IndexKeysOf(TableEntity? row) =>
        row?.GetString(IndexKeys)?.Split('\n').Select(CallIndexKey.TryParse).OfType<CallIndexKey>() ?? [];
}
