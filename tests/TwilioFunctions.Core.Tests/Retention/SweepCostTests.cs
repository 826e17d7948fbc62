using Azure.Data.Tables;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Tests.Retention;

/// <summary>A sweep asks for what has expired, and for nothing else.</summary>
[Collection(RetentionTests.Name)]
public sealed class SweepCostTests(StorageFixture storage)
{
    private const int Expired = 10;
    private const int Kept = 990;
    private const int DaysOfKept = 11;
    private const int Accounts = 5;

    [Fact]
    public async Task CallsThatHaveNotExpired_AreNotRead()
    {
        var scene = await SweepScene.CreateAsync(storage);
        await AddCallsAsync(scene, "old", Expired);
        scene.Time.Advance(TimeSpan.FromDays(92));
        for (var day = 1; day <= DaysOfKept; day++)
        {
            await AddCallsAsync(scene, $"new{day}-", Kept / DaysOfKept);
            scene.Time.Advance(TimeSpan.FromDays(1));
        }
        var recorded = new RecordedQueries();

        var report = await scene.SweepAsync(recorded);

        Assert.Equal((Expired, 2 * Expired, true), (report.Calls, report.CallRows, report.IsFinished));
        Assert.Equal(2 * Kept, (await scene.RowsAsync(TableNames.Calls, TableNames.CallIndex)).Count - Kept);
        Assert.All(recorded.Queries, query => Assert.Contains("PartitionKey ", query, StringComparison.Ordinal));
        Assert.DoesNotContain(recorded.Queries, query => query.Contains("new", StringComparison.Ordinal));
        // Of a range without an end, one row: an account's first.
        Assert.All(recorded.Queries.Where(query => !query.Contains("PartitionKey eq", StringComparison.Ordinal) && !query.Contains("PartitionKey lt", StringComparison.Ordinal)), query => Assert.Contains("$top=1&", $"{query}&", StringComparison.Ordinal));
        // A call by its entry: its rows and their removal; by its lead: its rows. An account: its day, its entries, their removal, the next day.
        Assert.InRange(recorded.Requests, 1, (3 * Expired) + (4 * Accounts) + 20);
        // Their entries, rows and leads, and of each account the first row of both days.
        Assert.InRange(recorded.Rows, 1, (4 * Expired) + (2 * Accounts));
    }

    /// <summary>What a status leaves behind, with fewer requests.</summary>
    private async Task AddCallsAsync(SweepScene scene, string prefix, int count)
    {
        var now = scene.Time.GetUtcNow();
        var calls = Enumerable.Range(0, count).Select(number => new CallListing { CallSid = $"CA{prefix}{number}", AccountSid = $"AC{number % Accounts}", StartTime = now.AddTicks(number) }).ToList();
        var leads = calls.Select(call => new TableEntity(TableKey.DayOf("calls", now), call.CallSid));
        var entries = calls.Select(CallIndexKey.Of).Select(key => new TableEntity(key.Partition, key.Row));
        var rows = calls.SelectMany(call => (TableEntity[])[new(call.CallSid, "status|1"), new(call.CallSid, CallWriter.StateRowKey) { [CallWriter.IndexKeys] = CallIndexKey.Of(call).ToString() }]);
        await AddAsync(TableNames.RetentionIndex, leads);
        await AddAsync(TableNames.CallIndex, entries);
        await AddAsync(TableNames.Calls, rows);
    }

    private Task AddAsync(string table, IEnumerable<TableEntity> rows) => Parallel.ForEachAsync(
        rows.GroupBy(row => row.PartitionKey, StringComparer.Ordinal).SelectMany(partition => partition.Chunk(100)),
        async (chunk, token) => await storage.Tables.GetTableClient(table)
            .SubmitTransactionAsync(chunk.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)), token));
}
