using Azure;
using Azure.Data.Tables;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Retention;

/// <summary>
/// Removes calls with all their rows. What leads to a call goes after its rows, so that whatever interrupts the sweep, the next one
/// finds the rest. Row <c>call</c> goes only as it was read, so that a row that comes meanwhile is removed, too.
/// </summary>
internal sealed class CallSweep(TableServiceClient tables)
{
    private const int ConcurrentCalls = 16;

    private readonly TableClient calls = tables.GetTableClient(TableNames.Calls);
    private readonly TableClient index = tables.GetTableClient(TableNames.CallIndex);
    private readonly TableClient leads = tables.GetTableClient(TableNames.RetentionIndex);

    /// <summary>The calls that began on a day before another, as the days' lists have them.</summary>
    public async Task SweepDaysAsync(DateOnly cutoff, SweepCounts counts, CancellationToken cancellationToken)
    {
        await foreach (var (partition, day) in index.ExpiredDaysAsync(cutoff, cancellationToken))
        {
            // Not the day of a call, but where those are listed of which nothing says when they began: their leads know how old they are.
            if (day == CallIndexKey.UnknownDay)
                continue;
            await foreach (var entries in index.PagesAsync(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken))
            {
                await EachAsync(entries, (entry, token) => RemoveListedAsync(CallIndexKey.Of(entry), cutoff, counts, token), cancellationToken);
                await index.RemoveAsync(entries, cancellationToken);
            }
        }
    }

    /// <summary>
    /// What the lists do not lead to: what belongs to no call, calls that were never listed, and those without a time. A lead is older
    /// than its rows: it counts a day later than a list, which so has removed the others.
    /// </summary>
    public async Task SweepLeadsAsync(DateOnly cutoff, SweepCounts counts, CancellationToken cancellationToken)
    {
        var (from, to) = (TableKey.DayOf(RetentionIndex.Calls, DateOnly.MinValue), TableKey.DayOf(RetentionIndex.Calls, cutoff.AddDays(-1)));
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {from} and PartitionKey lt {to}");
        await foreach (var page in leads.PagesAsync(filter, cancellationToken))
        {
            await EachAsync(page, (lead, token) => RemoveLedToAsync(lead.RowKey, counts, token), cancellationToken);
            await leads.RemoveAsync(page, cancellationToken);
        }
    }

    private static Task EachAsync(IEnumerable<TableEntity> rows, Func<TableEntity, CancellationToken, Task> remove, CancellationToken cancellationToken)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = ConcurrentCalls, CancellationToken = cancellationToken };
        return Parallel.ForEachAsync(rows, parallel, async (row, token) => await remove(row, token));
    }

    private async Task RemoveListedAsync(CallIndexKey entry, DateOnly cutoff, SweepCounts counts, CancellationToken cancellationToken)
    {
        while (true)
        {
            var rows = await RowsAsync(entry.CallPartition, cancellationToken);
            // An entry that was left behind when the call moved to another day goes alone.
            if (PlacesOf(rows) is [.., var place] && place != entry && !(place.Day < cutoff))
                return;
            if (await TryRemoveAsync(rows, [], counts, cancellationToken))
                return;
        }
    }

    private async Task RemoveLedToAsync(string partition, SweepCounts counts, CancellationToken cancellationToken)
    {
        while (true)
        {
            var rows = await RowsAsync(partition, cancellationToken);
            if (await TryRemoveAsync(rows, PlacesOf(rows), counts, cancellationToken))
                return;
        }
    }

    /// <summary>
    /// Removes the list entries, then the rows, row <c>call</c> last: it names the entries. False if a row was written meanwhile: each
    /// write changes row <c>call</c>, and its row has no lead of its own.
    /// </summary>
    private async Task<bool> TryRemoveAsync(
        IReadOnlyList<TableEntity> rows, IReadOnlyList<CallIndexKey> places, SweepCounts counts, CancellationToken cancellationToken)
    {
        foreach (var place in places)
            await index.DeleteEntityAsync(place.Partition, place.Row, ETag.All, cancellationToken);
        foreach (var together in rows.OrderBy(IsState).Chunk(ExpiredRows.PageSize))
        {
            if (!await TryRemoveAsync(together, cancellationToken))
                return false;
        }
        counts.AddCall(rows.Count);
        return true;
    }

    private async Task<bool> TryRemoveAsync(TableEntity[] rows, CancellationToken cancellationToken)
    {
        try
        {
            await calls.SubmitTransactionAsync(
                rows.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, IsState(row) ? row.ETag : ETag.All)), cancellationToken);
            return true;
        }
        catch (RequestFailedException ex) when (StorageFault.IsLostRace(ex))
        {
            // Read again: another sweep has removed one of them, or a row was written meanwhile.
            return false;
        }
    }

    private static bool IsState(TableEntity row) => row.RowKey == CallWriter.StateRowKey;

    private async Task<IReadOnlyList<TableEntity>> RowsAsync(string partition, CancellationToken cancellationToken)
    {
        var rows = new List<TableEntity>();
        await foreach (var page in calls.PagesAsync(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken, CallWriter.IndexKeys))
            rows.AddRange(page);
        return rows;
    }

    private static IReadOnlyList<CallIndexKey> PlacesOf(IEnumerable<TableEntity> rows) =>
        [.. CallWriter.IndexKeysOf(rows.FirstOrDefault(IsState))];
}
