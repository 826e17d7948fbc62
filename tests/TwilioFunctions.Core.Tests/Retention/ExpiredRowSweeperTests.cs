using Azure;
using Azure.Data.Tables;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.DeadLetters;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Retention;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Tests.Retention;

/// <summary>What is removed, and when.</summary>
[Collection(RetentionTests.Name)]
public sealed class ExpiredRowSweeperTests(StorageFixture storage)
{
    /// <summary>A day for the leads and a day for the one that is half over.</summary>
    private static readonly TimeSpan AllExpired = TimeSpan.FromDays(92);

    [Fact]
    public async Task AllThatWebhooksLeaveBehind_IsGoneOnceItHasExpired()
    {
        var scene = await SweepScene.CreateAsync(storage);
        await scene.EverythingAsync();
        await storage.Tables.GetTableClient(TableNames.ClientBindings).AddEntityAsync(new TableEntity("AC1|bob", "phone"));
        var rows = await scene.RowsAsync();
        Assert.All(TableNames.All, table => Assert.Contains(rows, row => row.StartsWith($"{table}/", StringComparison.Ordinal)));
        Assert.Contains(rows, row => row.Contains("|1970-01-01/", StringComparison.Ordinal));

        scene.Time.Advance(TimeSpan.FromDays(29));
        Assert.Equal(new SweepReport(0, 0, 0, 0, 0, 0, true), await scene.SweepAsync());
        Assert.Equal(rows, await scene.RowsAsync());

        scene.Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(new SweepReport(0, 0, 0, 1, 1, 1, true), await scene.SweepAsync());

        scene.Time.Advance(AllExpired - TimeSpan.FromDays(31));
        var report = await scene.SweepAsync();
        Assert.Equal(["ClientBindings/AC1|bob/phone"], await scene.RowsAsync());
        Assert.Equal((14, 1, true), (report.Calls, report.Events, report.IsFinished));
    }

    [Fact]
    public async Task CallOfADay_IsRemovedWhenTheWholeDayHasExpired()
    {
        var scene = await SweepScene.CreateAsync(storage);
        await scene.StatusAsync("CA1");
        scene.Time.Advance(TimeSpan.FromHours(12));
        await scene.StatusAsync("CA2");

        scene.Time.Advance(TimeSpan.FromDays(90) - TimeSpan.FromSeconds(1));
        await scene.SweepAsync();
        Assert.Equal(2, (await scene.RowsAsync(TableNames.CallIndex)).Count);

        scene.Time.Advance(TimeSpan.FromSeconds(1));
        await scene.SweepAsync();
        Assert.Contains("CA2", Assert.Single(await scene.RowsAsync(TableNames.CallIndex)), StringComparison.Ordinal);
        Assert.All(await scene.RowsAsync(TableNames.Calls), row => Assert.StartsWith("Calls/CA2/", row, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no place")]
    [InlineData("\tno partition")]
    public async Task PlaceThatSomebodyHasSpoilt_KeepsNoCallFromBeingRemoved(string place)
    {
        var scene = await SweepScene.CreateAsync(storage);
        await scene.StatusAsync("CA1");
        await scene.StatusAsync("CA2");
        await storage.Tables.GetTableClient(TableNames.Calls).UpdateEntityAsync(
            new TableEntity("CA1", CallWriter.StateRowKey) { [CallWriter.IndexKeys] = place }, ETag.All, TableUpdateMode.Merge);

        scene.Time.Advance(AllExpired);

        Assert.True((await scene.SweepAsync()).IsFinished);
        Assert.Empty(await scene.RowsAsync(TableNames.Calls, TableNames.CallIndex));
    }

    [Fact]
    public async Task LateEventOfASweptCall_IsRemovedByTheNextSweep()
    {
        var scene = await SweepScene.CreateAsync(storage);
        await scene.StatusAsync("CA1");
        var late = SummaryOf("CA1", scene);
        scene.Time.Advance(AllExpired);
        await scene.SweepAsync();
        Assert.Empty(await scene.RowsAsync(TableNames.Calls, TableNames.CallIndex));

        await scene.ProcessAsync(late.Type, "CA1", late.Json);
        Assert.NotEmpty(await scene.RowsAsync(TableNames.Calls));
        await scene.SweepAsync();

        Assert.Empty(await scene.RowsAsync(TableNames.Calls, TableNames.CallIndex));
    }

    [Fact]
    public async Task EntryThatACallHasLeftBehind_GoesAlone()
    {
        var scene = await SweepScene.CreateAsync(storage);
        var stale = new CallListing { CallSid = "CA1", AccountSid = scene.AccountSid, StartTime = scene.Time.GetUtcNow() };
        var key = CallIndexKey.Of(stale);
        await storage.Tables.GetTableClient(TableNames.CallIndex).AddEntityAsync(new TableEntity(key.Partition, key.Row));
        scene.Time.Advance(AllExpired);
        await scene.StatusAsync("CA1");
        var rows = await scene.RowsAsync(TableNames.Calls);

        await scene.SweepAsync();

        Assert.Equal(rows, await scene.RowsAsync(TableNames.Calls));
        Assert.DoesNotContain(key.Row, Assert.Single(await scene.RowsAsync(TableNames.CallIndex)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PayloadOfADeadLetter_OutlivesItAndItsReplays()
    {
        var scene = await SweepScene.CreateAsync(storage);
        var message = (await scene.ParkedMessageAsync()).Serialize();
        var reader = new MessageReader(scene.ParkedPayloads);
        scene.Time.Advance(TimeSpan.FromDays(13));
        await scene.Keeper.KeepAsync(QueueNames.CallEvents, message, scene.Time.GetUtcNow(), CancellationToken.None);

        scene.Time.Advance(TimeSpan.FromDays(29));
        await scene.SweepAsync();
        var letter = Assert.Single((await scene.DeadLetters.ListAsync(null, 10, null, CancellationToken.None))!.Items);
        Assert.Equal(ReplayOutcome.Queued, await scene.Keeper.ReplayAsync(letter.Id, CancellationToken.None));
        var replayed = Assert.Single(await storage.DrainAsync(QueueNames.CallEvents));

        scene.Time.Advance(TimeSpan.FromDays(13));
        await scene.SweepAsync();
        Assert.Empty((await scene.DeadLetters.ListAsync(null, 10, null, CancellationToken.None))!.Items);
        Assert.Equal(100_000, (await reader.ReadAsync(new QueueMessage(replayed), CancellationToken.None)).Payload!.Length);

        scene.Time.Advance(TimeSpan.FromDays(31));
        await scene.SweepAsync();
        Assert.Empty(await scene.RowsAsync());
    }

    [Theory]
    [InlineData("{\"id\":\"1\",\"type\":\"t\",\"receivedAt\":\"2026-11-21T10:00:00Z\",\"parked\":{\"key\":\"a/b#?\",\"chunks\":1,\"sha256\":\"\"}}")]
    [InlineData("{\"id\":\"1\",\"type\":\"t\",\"receivedAt\":\"2026-11-21T10:00:00Z\",\"parked\":{\"key\":null,\"chunks\":1,\"sha256\":\"\"}}")]
    [InlineData("{\"id\":\"1\",\"type\":\"t\",\"receivedAt\":\"2026-11-21T10:00:00Z\",\"parked\":{\"key\":\"gone|0\",\"chunks\":1,\"sha256\":\"\"}}")]
    public async Task ReferenceThatLeadsNowhere_DoesNotKeepTheDeadLetterFromItsList(string message)
    {
        var scene = await SweepScene.CreateAsync(storage);

        await scene.Keeper.KeepAsync(QueueNames.CallEvents, message, scene.Time.GetUtcNow(), CancellationToken.None);

        Assert.Single((await scene.DeadLetters.ListAsync(null, 10, null, CancellationToken.None))!.Items);
        scene.Time.Advance(AllExpired);
        await scene.SweepAsync();
        Assert.Empty(await scene.RowsAsync());
    }

    [Fact]
    public async Task Never_MeansNever()
    {
        var scene = await SweepScene.CreateAsync(storage);
        (scene.Options.Calls, scene.Options.Events, scene.Options.DeadLetters, scene.Options.ParkedPayloads) = (null, null, null, null);
        await scene.EverythingAsync();
        var rows = await scene.RowsAsync();
        scene.Time.Advance(TimeSpan.FromDays(4000));

        Assert.True((await scene.SweepAsync()).IsFinished);

        Assert.Equal(rows, await scene.RowsAsync());
    }

    private static (string Type, string Json) SummaryOf(string callSid, SweepScene scene)
    {
        const string type = "com.twilio.voice.insights.call-summary.complete";
        return (type, $$"""{"id":"EZ1","type":"{{type}}","time":"2026-11-21T13:00:00Z","data":{"call_sid":"{{callSid}}","account_sid":"{{scene.AccountSid}}","start_time":"2026-11-21T12:00:00Z"} }""");
    }
}
