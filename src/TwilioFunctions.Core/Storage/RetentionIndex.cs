using System.Collections.Concurrent;
using Azure.Data.Tables;

namespace TwilioFunctions.Core.Storage;

/// <summary>
/// Leads the sweep to what it could not find by its age otherwise: table <c>RetentionIndex</c> names, by the day (UTC) of the write,
/// each partition of <c>Calls</c> and each parked payload that is written. A lead is there before the rows that it leads to, and is
/// removed after them. So nothing that dies on the way, and no row that comes while its call is removed, leaves rows behind that
/// nothing leads to: such a row has the lead of its own day.
/// </summary>
internal sealed class RetentionIndex(TableServiceClient tables, TimeProvider time)
{
    internal const string Calls = "calls";
    internal const string ParkedPayloads = "parked";

    private const int MaxKnown = 10_000;

    private readonly TableClient table = tables.GetTableClient(TableNames.RetentionIndex);

    // A lead stays for longer than a day, so that what was written today need not be written again today.
    private readonly ConcurrentDictionary<(string Day, string Row), bool> known = new();

    /// <summary>To be awaited before rows are written to a partition of <c>Calls</c>. One request to storage; none where the partition has its lead of the day.</summary>
    /// <param name="partition">The PartitionKey.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task LeadToCallAsync(string partition, CancellationToken cancellationToken)
    {
        var day = TableKey.DayOf(Calls, time.GetUtcNow());
        if (known.ContainsKey((day, partition)))
            return;
        await WriteAsync(day, partition, cancellationToken);
        if (known.Count >= MaxKnown)
            known.Clear();
        known.TryAdd((day, partition), true);
    }

    /// <summary>To be awaited before a payload's rows are written or renewed.</summary>
    /// <param name="key">The payload's PartitionKey.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The lead's day, for the payload to remember: only its latest lead removes it.</returns>
    internal async Task<string> LeadToParkedPayloadAsync(string key, CancellationToken cancellationToken)
    {
        var day = TableKey.DayOf(ParkedPayloads, time.GetUtcNow());
        await WriteAsync(day, key, cancellationToken);
        return day;
    }

    private async Task WriteAsync(string partition, string row, CancellationToken cancellationToken) =>
        await table.UpsertEntityAsync(new TableEntity(partition, row), TableUpdateMode.Replace, cancellationToken);
}
