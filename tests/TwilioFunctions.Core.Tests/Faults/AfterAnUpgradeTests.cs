using System.Text.Json;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.DeadLetters;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Retention;
using TwilioFunctions.Core.Storage;
using TwilioFunctions.Core.Tests.Calls;

namespace TwilioFunctions.Core.Tests.Faults;

/// <summary>
/// Tables and messages that the version before wrote (exported from its own code, with what a lost response had left behind: a call
/// without its list entry), under this version.
/// </summary>
public sealed class AfterAnUpgradeTests : IAsyncLifetime
{
    private const string AccountSid = "AC00000000000000000000000000000012";
    private const string CallSid = "CA000000000000000000000000000000a1";
    private const string RungSid = "CA000000000000000000000000000000a2";
    private const string UnlistedSid = "CA000000000000000000000000000000a4";

    private readonly StorageFixture storage = new();
    private JsonElement export;

    private IEnumerable<Envelope> Messages => export.GetProperty("messages").EnumerateArray().Select(message => Envelope.TryParse(message.GetString()!)!);

    public async Task InitializeAsync()
    {
        await storage.InitializeAsync();
        export = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "payloads", "tables-of-the-version-before.json"))).RootElement;
        foreach (var row in export.GetProperty("rows").EnumerateArray())
            await storage.Tables.GetTableClient(row.GetProperty("table").GetString()).AddEntityAsync(Entity(row));
    }

    public Task DisposeAsync() => storage.DisposeAsync();

    [Fact]
    public async Task Rows_AreReadAndListed()
    {
        var story = CallStory.Of((await storage.Calls.FindAsync(CallSid, CancellationToken.None))!);
        Assert.Equal(("completed", "+15005550001", "+15005550002", AccountSid, 42), (story.State, story.From, story.To, story.AccountSid, story.Duration));
        // The notification's row names no account: the list entry does.
        Assert.Equal(AccountSid, CallStory.Of((await storage.Calls.FindAsync(RungSid, CancellationToken.None))!).AccountSid);
        Assert.Equal(3, (await ListedAsync()).Count);
    }

    [Fact]
    public async Task MessagesThatComeAgain_ChangeNoRowAndRepairTheList()
    {
        var before = await RowKeysAsync();
        var scene = new CallScene(storage);

        foreach (var message in Messages.Concat(Messages.Reverse()))
            await scene.ProcessAsync(message);

        Assert.Equal(before, await RowKeysAsync());
        var listed = await ListedAsync();
        Assert.Equal(["CA000000000000000000000000000000a1", RungSid, "CA000000000000000000000000000000a3", UnlistedSid], listed.Select(call => call.CallSid).Order(StringComparer.Ordinal));
        // Its columns lack what the list shows: the version before kept it in the form alone.
        var unlisted = Assert.Single(listed, call => call.CallSid == UnlistedSid);
        Assert.Equal(("+15005550003", "client:bob", "ringing"), (unlisted.From, unlisted.To, unlisted.State));
        Assert.Equal(AccountSid, Assert.Single(listed, call => call.CallSid == RungSid).AccountSid);
    }

    [Fact]
    public async Task DeadLetter_IsReplayed()
    {
        var letters = new DeadLetterStore(storage.Tables);
        var letter = Assert.Single((await letters.ListAsync(QueueNames.CallEvents, 10, null, CancellationToken.None))!.Items);
        var keeper = new DeadLetterKeeper(
            letters, new FailureStore(storage.Tables, TimeProvider.System), storage.ParkedPayloads, storage.Sender, storage.CallWriter, TimeProvider.System, NullLogger<DeadLetterKeeper>.Instance);

        Assert.Equal(ReplayOutcome.Queued, await keeper.ReplayAsync(letter.Id, CancellationToken.None));

        var message = Envelope.TryParse(Assert.Single(await storage.DrainAsync(QueueNames.CallEvents)))!;
        Assert.Equal((EnvelopeKinds.VoiceStatus, letter.Id), (message.Kind, message.ReplayOf));
    }

    [Fact]
    public async Task Rows_AreSweptOnceTheyHaveExpired()
    {
        var time = new FakeTimeProvider(Callbacks.Noon.AddDays(400));
        var options = new RetentionOptions { Calls = TimeSpan.FromDays(90), Events = TimeSpan.FromDays(90), DeadLetters = TimeSpan.FromDays(90), ParkedPayloads = TimeSpan.FromDays(90) };

        var report = await new ExpiredRowSweeper(storage.Tables, Microsoft.Extensions.Options.Options.Create(options), time, NullLogger<ExpiredRowSweeper>.Instance).SweepAsync(CancellationToken.None);

        Assert.True(report.IsFinished);
        Assert.Empty(await RowKeysAsync());
    }

    private async Task<IReadOnlyList<CallListing>> ListedAsync() =>
        (await new CallIndex(storage.Tables).ListAsync(AccountSid, new DateOnly(2026, 11, 21), CallFilter.None, 100, null, CancellationToken.None))!.Items;

    /// <summary>Of all tables but that of the bindings, and without the list, which is repaired.</summary>
    private async Task<IReadOnlyList<string>> RowKeysAsync()
    {
        var keys = new List<string>();
        foreach (var table in TableNames.All.Except([TableNames.ClientBindings, TableNames.CallIndex, TableNames.RetentionIndex]))
        {
            await foreach (var row in storage.Tables.GetTableClient(table).QueryAsync<TableEntity>())
                keys.Add($"{table}/{row.PartitionKey}/{row.RowKey}");
        }
        return keys;
    }

    private static TableEntity Entity(JsonElement row)
    {
        var entity = new TableEntity(row.GetProperty("partition").GetString(), row.GetProperty("row").GetString());
        foreach (var column in row.GetProperty("columns").EnumerateObject())
        {
            var value = column.Value.GetProperty("value");
            entity[column.Name] = column.Value.GetProperty("type").GetString() switch
            {
                "String" => value.GetString(),
                "Int32" => value.GetInt32(),
                "Double" => value.GetDouble(),
                "Boolean" => value.GetBoolean(),
                "DateTimeOffset" => value.GetDateTimeOffset(),
                var type => throw new InvalidDataException($"A column of type {type}."),
            };
        }
        return entity;
    }
}
