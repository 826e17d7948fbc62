using Azure;
using Azure.Data.Tables;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Tests.Calls;

[Collection(AzuriteTests.Name)]
public sealed class CallSummaryStoreTests(StorageFixture storage)
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 23, 59, 0, TimeSpan.Zero);
    private static readonly DateOnly Day = DateOnly.FromDateTime(Start.UtcDateTime);

    private readonly string accountSid = Sids.New("AC");
    private readonly string callSid = Sids.New("CA");

    private CallSummaryStore Store => new(storage.CallWriter);

    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(0, 2, 1)]
    [InlineData(1, 0, 2)]
    [InlineData(1, 2, 0)]
    [InlineData(2, 0, 1)]
    [InlineData(2, 1, 0)]
    public async Task EveryOrder_EndsWithTheCompleteSummaryOnce(int first, int second, int third)
    {
        CallSummary[] summaries = [SummaryOf(CallSummaryStage.Partial, 1), SummaryOf(CallSummaryStage.PredictedComplete, 2), SummaryOf(CallSummaryStage.Complete, 3)];
        var store = Store;

        foreach (var index in (int[])[first, second, third, first])
            await store.PutAsync(summaries[index], CancellationToken.None);

        await AssertKeptAsync(summaries[2]);
        var stages = (await storage.Calls.FindAsync(callSid, CancellationToken.None))!.Stages;
        Assert.Equal(summaries.Select(SummaryStage.Of).OrderBy(stage => stage.EventId, StringComparer.Ordinal), stages);
    }

    [Fact]
    public async Task ManyAtOnceOnTwoInstances_EndWithTheOneThatKnowsMost()
    {
        CallSummaryStore[] instances = [Store, Store];
        var summaries = Enumerable.Range(1, 12)
            .Select(version => SummaryOf(CallSummaryStage.Partial, version) with { StartTime = Start.AddMinutes(version) })
            .ToArray();
        Random.Shared.Shuffle(summaries);

        await Task.WhenAll(summaries.Concat(summaries).Select((summary, index) => instances[index % 2].PutAsync(summary, CancellationToken.None)));

        await AssertKeptAsync(summaries.MaxBy(summary => summary.ProcessingVersion)!);
    }

    [Fact]
    public async Task TextThatNoColumnCanHold_IsShortenedInItsColumnAndWholeInTheJson()
    {
        var caller = new string('f', 1023) + string.Concat(Enumerable.Repeat("😀", 20_000));
        var summary = SummaryOf(CallSummaryStage.Complete, 1) with { From = caller, Tags = [caller], Json = $$"""{"from":{"caller":"{{caller}}"} }""" };

        await Store.PutAsync(summary, CancellationToken.None);

        var kept = (await storage.Calls.FindAsync(callSid, CancellationToken.None))!.Summary!;
        Assert.Equal(new string('f', 1023), kept.From);
        Assert.Equal(new string('f', 1023), Assert.Single(kept.Tags));
        Assert.Equal(summary.Json, kept.Json);
    }

    [Fact]
    public async Task SummaryWithAnotherStart_LeavesNoSecondEntryInTheIndex()
    {
        var store = Store;
        await store.PutAsync(SummaryOf(CallSummaryStage.Partial, 1) with { StartTime = null, CreatedTime = null, EndTime = Start.AddDays(1) }, CancellationToken.None);

        var complete = SummaryOf(CallSummaryStage.Complete, 1);
        await store.PutAsync(complete, CancellationToken.None);

        await AssertKeptAsync(complete);
        Assert.Empty((await ListAsync(Day.AddDays(1))).Items);
    }

    [Fact]
    public async Task RunThatDiedBeforeTheIndex_IsFinishedByTheNextTry()
    {
        var store = Store;
        var summary = SummaryOf(CallSummaryStage.Complete, 1);
        await store.PutAsync(summary, CancellationToken.None);
        var entry = KeyOf(summary);
        await storage.Tables.GetTableClient(TableNames.CallIndex).DeleteEntityAsync(entry.Partition, entry.Row, ETag.All);

        await store.PutAsync(summary, CancellationToken.None);

        await AssertKeptAsync(summary);
    }

    [Fact]
    public async Task Summary_ComesBackWithEveryField()
    {
        var summary = SummaryOf(CallSummaryStage.Complete, 3) with
        {
            State = "completed",
            Type = "carrier",
            From = "+1",
            To = "client:bob",
            Direction = "inbound",
            CreatedTime = Start.AddSeconds(-1),
            EndTime = Start.AddSeconds(12),
            Duration = 12,
            ConnectDuration = 10,
            DisconnectedBy = "callee",
            LastSipResponse = 200,
            PostDialDelay = 120,
            AnsweredBy = "human",
            Tags = ["high_jitter", "silence"],
            ProcessingState = "complete",
            Quality = [new EdgeQuality("carrier", "inbound") { CodecName = "pcmu", JitterMax = 3.5 }, new EdgeQuality("sip", "outbound") { Mos = 4 }],
            Json = $$"""{"call_sid":"{{callSid}}","padding":"{{new string('x', 300_000)}}"}""",
        };

        await Store.PutAsync(summary, CancellationToken.None);

        var kept = (await storage.Calls.FindAsync(callSid, CancellationToken.None))!.Summary!;
        Assert.Equivalent(summary, kept, strict: true);
    }

    [Fact]
    public async Task CallsOfADay_AreListedLatestFirstInPages()
    {
        var store = Store;
        var expected = new List<string>();
        for (var minute = 0; minute < 5; minute++)
        {
            var summary = SummaryOf(CallSummaryStage.Partial, 1) with { CallSid = Sids.New("CA"), StartTime = Start.AddMinutes(-minute) };
            await store.PutAsync(summary, CancellationToken.None);
            expected.Add(summary.CallSid);
        }

        var listed = new List<string>();
        string? token = null;
        do
        {
            var page = (await new CallIndex(storage.Tables).ListAsync(accountSid, Day, CallFilter.None, 2, token, CancellationToken.None))!;
            Assert.True(page.Items.Count <= 2);
            listed.AddRange(page.Items.Select(call => call.CallSid));
            token = page.ContinuationToken;
        }
        while (token is not null);

        Assert.Equal(expected, listed);
    }

    [Theory]
    [InlineData("!!")]
    [InlineData("YWJj")]
    public async Task ContinuationTokenOfNobody_IsNull(string token) =>
        Assert.Null(await new CallIndex(storage.Tables).ListAsync(accountSid, Day, CallFilter.None, 2, token, CancellationToken.None));

    private CallSummary SummaryOf(CallSummaryStage stage, int version) => new()
    {
        CallSid = callSid,
        AccountSid = accountSid,
        Stage = stage,
        EventId = Sids.New("EZ"),
        EventTime = Start.AddMinutes(10),
        StartTime = Start,
        ProcessingVersion = version,
        Json = "{}",
    };

    private async Task AssertKeptAsync(CallSummary expected)
    {
        var kept = await storage.Calls.FindAsync(callSid, CancellationToken.None);
        Assert.Equal(expected.EventId, kept?.Summary?.EventId);

        var entries = new List<TableEntity>();
        await foreach (var entry in storage.Tables.GetTableClient(TableNames.CallIndex).QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"CallSid eq {callSid}")))
            entries.Add(entry);
        var only = Assert.Single(entries);
        Assert.Equal(KeyOf(expected), new CallIndexKey(only.PartitionKey, only.RowKey));
        Assert.Equal(expected.Stage.Name(), only.GetString("Stage"));
    }

    private static CallIndexKey KeyOf(CallSummary summary) =>
        CallIndexKey.Of(new CallListing { CallSid = summary.CallSid, AccountSid = summary.AccountSid, StartTime = summary.StartTime });

    private async Task<ResultPage<CallListing>> ListAsync(DateOnly day) =>
        (await new CallIndex(storage.Tables).ListAsync(accountSid, day, CallFilter.None, 100, null, CancellationToken.None))!;
}
