using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.CallNotifications;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.DeadLetters;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Retention;
using TwilioFunctions.Core.Storage;
using TwilioFunctions.Core.Tests.Calls;

namespace TwilioFunctions.Core.Tests.Retention;

/// <summary>The app's stores at a time that a test chooses, everything that may come into them, and the sweep.</summary>
internal sealed class SweepScene
{
    private const string Queue = QueueNames.CallEvents;

    private readonly StorageFixture storage;

    private SweepScene(StorageFixture storage) => this.storage = storage;

    public string AccountSid { get; } = Sids.New("AC");

    public FakeTimeProvider Time { get; } = new(Callbacks.Noon);

    public RetentionOptions Options { get; } = new();

    public ParkedPayloadStore ParkedPayloads => new(storage.Tables, new RetentionIndex(storage.Tables, Time));

    public DeadLetterStore DeadLetters => new(storage.Tables);

    public FailureStore Failures => new(storage.Tables, Time);

    public DeadLetterKeeper Keeper =>
        new(DeadLetters, Failures, ParkedPayloads, new MessageSender(storage.Queues, ParkedPayloads), new CallWriter(storage.Tables, new RetentionIndex(storage.Tables, Time)), Time, NullLogger<DeadLetterKeeper>.Instance);

    private CallScene Calls => new(storage, time: Time);

    /// <summary>A scene over tables that hold nothing.</summary>
    public static async Task<SweepScene> CreateAsync(StorageFixture storage)
    {
        foreach (var table in TableNames.All.Select(storage.Tables.GetTableClient))
        {
            await foreach (var row in table.QueryAsync<TableEntity>())
                await table.DeleteEntityAsync(row.PartitionKey, row.RowKey);
        }
        await storage.DrainAsync(Queue);
        return new SweepScene(storage);
    }

    public Task<SweepReport> SweepAsync(CancellationToken cancellationToken = default) => SweepAsync(storage.Tables, cancellationToken);

    public Task<SweepReport> SweepAsync(HttpPipelinePolicy policy, CancellationToken cancellationToken = default)
    {
        var options = new TableClientOptions();
        options.AddPolicy(policy, HttpPipelinePosition.PerCall);
        return SweepAsync(new TableServiceClient(storage.ConnectionString, options), cancellationToken);
    }

    public Task ProcessAsync(string type, string? callSid, string payload) =>
        Calls.ProcessAsync(Callbacks.Message(type, AccountSid, callSid, payload, Time.GetUtcNow()));

    public Task StatusAsync(string callSid, string status = "ringing") => ProcessAsync(
        EnvelopeKinds.VoiceStatus, callSid, Callbacks.StatusForm(callSid, status, 1, Time.GetUtcNow(), ("AccountSid", AccountSid), ("From", "+1"), ("To", "+2")));

    /// <summary>Everything that webhooks leave behind, each kind of it at least once.</summary>
    public async Task EverythingAsync()
    {
        var form = Callbacks.Form(("CallSid", "CA1"), ("AccountSid", AccountSid), ("From", "+1"), ("To", "client:bob"));
        await ProcessAsync(EnvelopeKinds.VoiceIncoming, "CA1", JsonSerializer.Serialize(new AnsweredCall("rule 1", "<Response/>", form)));
        await StatusAsync("CA1");
        await ProcessAsync(EnvelopeKinds.VoiceRecordingStatus, "CA1", Callbacks.Form(("CallSid", "CA1"), ("RecordingSid", "RE1"), ("RecordingStatus", "completed")));
        await ProcessAsync(EnvelopeKinds.VoiceRecordingStatus, null, Callbacks.Form(("ConferenceSid", "CF1"), ("RecordingSid", "RE2"), ("RecordingStatus", "completed")));
        await ProcessAsync(EnvelopeKinds.VoiceRecordingStatus, null, Callbacks.Form(("RecordingSid", "RE3"), ("RecordingStatus", "completed")));
        await ProcessAsync(EnvelopeKinds.ProxyCallback, "CA2", Interaction("Voice", ("inboundResourceSid", "CA2"), ("outboundResourceSid", "CA3")));
        await ProcessAsync(EnvelopeKinds.ProxyCallback, null, Interaction("message", ("inboundResourceSid", "SM1")));
        await ProcessAsync(EnvelopeKinds.ProxyCallback, null, Interaction("unknown"));
        await ProcessAsync(EnvelopeKinds.ProxyIntercept, "CA4", new BlockedInteraction("blocked", Interaction("Voice", ("inboundResourceSid", "CA4"))).Serialize());
        await SummariesAsync();
        await ProcessAsync("com.twilio.x", "CA7", """{"id":"EV1","type":"com.twilio.x","data":{"call_sid":"CA7"}}""");
        await ProcessAsync("com.twilio.y", null, """{"id":"EV2","type":"com.twilio.y","data":{}}""");
        await NotificationsAsync();
        await Failures.RecordAsync(Queue, "a message that somebody deletes", 1, new TimeoutException("x"), CancellationToken.None);
        await Keeper.KeepAsync(Queue, "not ours", Time.GetUtcNow(), CancellationToken.None);
        await ParkedPayloads.ParkAsync("EZ1", new string('x', 200_000), CancellationToken.None);
    }

    /// <summary>A message with a payload that does not fit.</summary>
    public async Task<Envelope> ParkedMessageAsync() => new()
    {
        Id = "EZ-large",
        Type = "com.twilio.large",
        ReceivedAt = Time.GetUtcNow(),
        Parked = await ParkedPayloads.ParkAsync("EZ-large", new string('ä', 100_000), CancellationToken.None),
    };

    /// <summary>Every row there is, as <c>table/partition/row</c>.</summary>
    public async Task<IReadOnlyList<string>> RowsAsync(params string[] tables)
    {
        var rows = new List<string>();
        foreach (var table in tables.Length == 0 ? TableNames.All : tables)
        {
            await foreach (var row in storage.Tables.GetTableClient(table).QueryAsync<TableEntity>())
                rows.Add($"{table}/{row.PartitionKey}/{row.RowKey}");
        }
        return rows;
    }

    private Task<SweepReport> SweepAsync(TableServiceClient tables, CancellationToken cancellationToken) =>
        new ExpiredRowSweeper(tables, Microsoft.Extensions.Options.Options.Create(Options), Time, NullLogger<ExpiredRowSweeper>.Instance).SweepAsync(cancellationToken);

    /// <summary>One that beats another, one that is beaten, and one of which nothing says when its call began.</summary>
    private async Task SummariesAsync()
    {
        foreach (var (id, stage, callSid, start) in ((string, string, string, string)[])
            [("EZ1", "partial", "CA5", "2026-11-21T11:59:00Z"), ("EZ3", "complete", "CA5", "2026-11-21T11:59:00Z"), ("EZ2", "predicted-complete", "CA5", ""), ("EZ4", "partial", "CA6", "")])
        {
            var type = $"com.twilio.voice.insights.call-summary.{stage}";
            var startTime = start.Length == 0 ? "null" : $"\"{start}\"";
            await ProcessAsync(type, callSid, $$"""{"id":"{{id}}","type":"{{type}}","data":{"call_sid":"{{callSid}}","account_sid":"{{AccountSid}}","processing_version":1,"start_time":{{startTime}} } }""");
        }
    }

    /// <summary>A call that was rung for and listed, one whose dispatch died before it was listed, and one whose dispatch died before it rang.</summary>
    private async Task NotificationsAsync()
    {
        var retention = new RetentionIndex(storage.Tables, Time);
        var claims = new NotificationClaimStore(storage.Tables, Time);
        var attempts = new DeliveryAttemptStore(storage.Tables, new CallWriter(storage.Tables, retention));
        var attempt = new DeliveryAttempt { AccountSid = AccountSid, MessageId = "WB1", Identity = "bob", BindingId = "phone", Channel = ChannelNames.Fcm, Attempt = 1, Outcome = DeliveryOutcome.Delivered, Reason = "200", Time = Time.GetUtcNow() };
        foreach (var callSid in (string[])["CA8", "CA9", "CA10"])
            await claims.TryClaimAsync(new NotificationClaim(callSid, "WB1", "holder"), CancellationToken.None);
        foreach (var callSid in (string[])["CA8", "CA9"])
            await attempts.PutAsync(callSid, [attempt], CancellationToken.None);
        await new CallWriter(storage.Tables, retention).RefreshAsync("CA8", CancellationToken.None);
        // The message came again, and the device was unregistered meanwhile.
        await new CallWriter(storage.Tables, retention).RefreshAsync("CA10", CancellationToken.None);
    }

    private string Interaction(string type, params IEnumerable<(string Name, string? Value)> more) =>
        Callbacks.Form([("interactionSid", "KI1"), ("interactionAccountSid", AccountSid), ("interactionType", type), .. more]);
}
