using Azure;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.CallNotifications;
using TwilioFunctions.Core.Channels;
using TwilioFunctions.Core.DeadLetters;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Storage;
using TwilioFunctions.Core.Tests.Calls;

namespace TwilioFunctions.Core.Tests.Faults;

/// <summary>A run of a processor or of a writing API call.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Run">The run that a fault disturbs; what it returns is what the API said.</param>
/// <param name="Arrange">What is there before.</param>
internal sealed record FaultScenario(string Name, Func<FaultApp, FaultScene, Task<string>> Run, Func<FaultApp, FaultScene, Task>? Arrange = null)
{
    private const string Partial = "com.twilio.voice.insights.call-summary.partial";
    private const string Complete = "com.twilio.voice.insights.call-summary.complete";
    private const string Gateway = "com.twilio.voice.insights.call-event.gateway";

    /// <summary>Whether an end of the process between a ring and its record rings the device once more for the same attempt.</summary>
    public bool Rings { get; private init; }

    public static IReadOnlyList<FaultScenario> All { get; } =
    [
        Message("incoming request of a new call", Incoming),
        Message("status callback of a new call", scene => Status(scene, "ringing", 1)),
        Message("status callback that changes the state", scene => Status(scene, "completed", 3, 30), scene => Status(scene, "ringing", 1, 10)),
        Message("status callback that moves the call in the list", scene => Status(scene, "initiated", 0, -3600 * 24), scene => Status(scene, "ringing", 1, 10)),
        Message("status callback that changes nothing in the list", scene => Status(scene, "ringing", 1, 10, ("More", "1")), scene => Status(scene, "in-progress", 2, 5)),
        Message("status callback that is there already", scene => Status(scene, "ringing", 1), scene => Status(scene, "ringing", 1)),
        Message("status callback that arrived earlier than the one that is kept", scene => Status(scene, "ringing", 1), scene => Status(scene, "ringing", 1) with { ReceivedAt = Callbacks.Noon.AddHours(1) }),
        Message("recording callback of a call", scene => Recording(scene, ("CallSid", scene.CallSid))),
        Message("recording callback of a conference", scene => Recording(scene, ("ConferenceSid", scene.Sid("CF")))),
        Message("Proxy interaction of two calls", Interaction),
        Message("Proxy interaction that was blocked", scene => Interaction(scene) with { Type = EnvelopeKinds.ProxyIntercept, Payload = new Core.Calls.BlockedInteraction("quiet hours", Interaction(scene).Payload!).Serialize() }),
        Message("event of a call", scene => Event(scene, Gateway, $$"""{"call_sid":"{{scene.CallSid}}","account_sid":"{{scene.AccountSid}}"}""")),
        Message("event of no call", scene => Event(scene, "com.example.any", $$"""{"account_sid":"{{scene.AccountSid}}"}""")),
        Message("event of no call and without a time", scene => Event(scene, "com.example.any", $$"""{"account_sid":"{{scene.AccountSid}}"}""", time: null)),
        Message("payload that doesn't fit into a message", scene => Event(scene, Gateway, $$"""{"call_sid":"{{scene.CallSid}}","account_sid":"{{scene.AccountSid}}","pad":"{{new string('x', 60_000)}}"}""")),
        Message("summary of a new call", scene => Summary(scene, Partial, 1)),
        Message("summary that knows more and moves the call", scene => Summary(scene, Complete, 2, -3600 * 24), scene => Summary(scene, Partial, 1)),
        Message("summary that knows less", scene => Summary(scene, Partial, 1), scene => Summary(scene, Complete, 2)),
        Message("summary after status callbacks", scene => Summary(scene, Complete, 2), scene => Status(scene, "completed", 3)),
        Message("summary that is superseded before it comes again", scene => Summary(scene, Partial, 1, -3600 * 24), scene => Status(scene, "ringing", 1), scene => Summary(scene, Complete, 2, -3600 * 48)),
        Message("status callback that another follows before it comes again", scene => Status(scene, "initiated", 0, -3600 * 24), scene => Status(scene, "ringing", 1), scene => Status(scene, "queued", 5, -3600 * 48)),
        Message("first callback that another follows before it comes again", scene => Status(scene, "ringing", 1), null, scene => Status(scene, "initiated", 0, -3600 * 48)),
        Notification("notification of a new call"),
        Notification("notification of a call that is known", arrange: (app, scene) => app.RecordAsync(Incoming(scene))),
        Notification("notification that is retried", DeliveryResult.Retry("503")),
        Notification("notification to a device that is gone", DeliveryResult.Gone("410")),
        new("PUT of a new binding", async (app, scene) => Said(await PutAsync(app, scene, new WriteCondition()))),
        new("PUT If-None-Match: * of a new binding", async (app, scene) => Said(await PutAsync(app, scene, new WriteCondition { IfNoneMatch = [ETag.All] }))),
        new("PUT of a binding that is kept", async (app, scene) => Said(await PutAsync(app, scene, new WriteCondition())), Bind),
        new("PUT If-Match of a binding that is kept", async (app, scene) => Said(await PutAsync(app, scene, await IfMatchAsync(scene))), Bind),
        new("DELETE of a binding", async (app, scene) => Said(await DeleteAsync(app, scene, new WriteCondition())), Bind),
        new("DELETE If-Match of a binding", async (app, scene) => Said(await DeleteAsync(app, scene, await IfMatchAsync(scene))), Bind),
        new("DELETE of all bindings of an identity", async (app, scene) => $"{await app.Get<ClientBindingStore>().DeleteAllAsync(scene.AccountSid, FaultScene.Identity, CancellationToken.None)}", Bind),
        new("batch that creates, replaces and deletes", WriteBatchAsync, Bind),
        new("dead letter that is kept", async (app, scene) => { await KeepAsync(app, scene); return ""; }),
        new("dead letter that is replayed", async (app, scene) => $"{await app.Get<DeadLetterKeeper>().ReplayAsync(await DeadLetterIdAsync(scene), CancellationToken.None)}", KeepAsync),
        new("dead letter that is deleted", async (app, scene) => $"{await app.Get<DeadLetterStore>().DeleteAsync(await DeadLetterIdAsync(scene), CancellationToken.None)}", KeepAsync),
        new("dead letter that succeeded", SettleAsync, KeepAsync),
    ];

    /// <summary>What is processed after the process has died, before the message comes again.</summary>
    public Func<FaultApp, FaultScene, Task>? Between { get; private init; }

    private static FaultScenario Message(
        string name, Func<FaultScene, Envelope> message, Func<FaultScene, Envelope>? before = null, Func<FaultScene, Envelope>? between = null) => new(
        name,
        async (app, scene) =>
        {
            await ProcessAsync(app, message(scene));
            return "";
        },
        before is null ? null : (app, scene) => ProcessAsync(app, before(scene)))
        {
            Between = between is null ? null : (app, scene) => ProcessAsync(app, between(scene)),
        };

    /// <summary>The notification, and the messages of its retries until there are none.</summary>
    private static FaultScenario Notification(string name, DeliveryResult? first = null, Func<FaultApp, FaultScene, Task>? arrange = null) => new(
        name,
        async (app, scene) =>
        {
            await app.DispatchAsync(NotificationOf(scene));
            return "";
        },
        async (app, scene) =>
        {
            await Bind(app, scene);
            if (arrange is not null)
                await arrange(app, scene);
            if (first is not null)
                scene.Results.Enqueue(first);
        })
    {
        Rings = true,
    };

    private static Task ProcessAsync(FaultApp app, Envelope message) => message.Type.Contains(".call-summary.", StringComparison.Ordinal) ? app.SummarizeAsync(message) : app.RecordAsync(message);

    private static Envelope Incoming(FaultScene scene) => Callbacks.Message(
        EnvelopeKinds.VoiceIncoming,
        scene.AccountSid,
        scene.CallSid,
        $$"""{"DecidedBy":"a rule","Twiml":"<Response/>","Form":"CallSid={{scene.CallSid}}&AccountSid={{scene.AccountSid}}&From=%2B15005550001&To=%2B15005550002&CallStatus=ringing&Direction=inbound"}""");

    private static Envelope Status(FaultScene scene, string status, int number, int second = 0, params (string, string?)[] more) => Callbacks.Message(
        EnvelopeKinds.VoiceStatus,
        scene.AccountSid,
        scene.CallSid,
        Callbacks.StatusForm(scene.CallSid, status, number, Callbacks.Noon.AddSeconds(second), [("AccountSid", scene.AccountSid), ("From", "+15005550001"), ("To", "+15005550002"), .. more]));

    private static Envelope Recording(FaultScene scene, (string, string?) owner) => Callbacks.Message(
        EnvelopeKinds.VoiceRecordingStatus,
        scene.AccountSid,
        owner.Item1 == "CallSid" ? owner.Item2 : null,
        Callbacks.Form([("RecordingSid", scene.Sid("RE")), ("RecordingStatus", "completed"), ("AccountSid", scene.AccountSid), owner]));

    private static Envelope Interaction(FaultScene scene) => Callbacks.Message(
        EnvelopeKinds.ProxyCallback,
        scene.AccountSid,
        scene.CallSid,
        Callbacks.Form(
            ("interactionSid", scene.Sid("KI")), ("interactionType", "Voice"), ("interactionAccountSid", scene.AccountSid), ("interactionDateCreated", "2026-11-21T12:00:00Z"),
            ("inboundResourceSid", scene.CallSid), ("inboundResourceType", "call"), ("outboundResourceSid", scene.OtherCallSid), ("outboundResourceType", "call")));

    private static Envelope Event(FaultScene scene, string type, string data, string? time = "2026-11-21T12:00:00Z") => Callbacks.Message(
        type,
        scene.AccountSid,
        null,
        $$"""{"id":"{{scene.Sid("EZ")}}","type":"{{type}}",{{(time is null ? "" : $"\"time\":\"{time}\",")}}"data":{{data}}}""");

    private static Envelope Summary(FaultScene scene, string type, int version, int second = 0) => Event(
        scene,
        type,
        $$"""{"call_sid":"{{scene.CallSid}}","account_sid":"{{scene.AccountSid}}","call_state":"completed","start_time":"{{Callbacks.Noon.AddSeconds(second):yyyy-MM-ddTHH:mm:ssZ}}","processing_version":{{version}}}""")
        with
    { Payload = Event(scene, type, $$"""{"call_sid":"{{scene.CallSid}}","account_sid":"{{scene.AccountSid}}","call_state":"completed","start_time":"{{Callbacks.Noon.AddSeconds(second):yyyy-MM-ddTHH:mm:ssZ}}","processing_version":{{version}}}""").Payload!.Replace(scene.Sid("EZ"), scene.Sid("EZ", version), StringComparison.Ordinal) };

    private static Envelope NotificationOf(FaultScene scene) => new()
    {
        Id = scene.MessageId,
        Type = CallNotificationBody.MessageType,
        AccountSid = scene.AccountSid,
        CallSid = scene.CallSid,
        ReceivedAt = Callbacks.Noon,
        Payload = $$"""{"twi_account_sid":"{{scene.AccountSid}}","twi_call_sid":"{{scene.CallSid}}","twi_message_id":"{{scene.MessageId}}","twi_message_type":"twilio.voice.call","twi_from":"client:alice","twi_to":"client:{{FaultScene.Identity}}","twi_bridge_token":"a-token"}""",
    };

    private static ClientBinding Binding(FaultScene scene, string id) => new()
    {
        AccountSid = scene.AccountSid,
        Identity = FaultScene.Identity,
        BindingId = id,
        Address = new WebhookAddress($"https://device.example/{id}", "whsec_a-secret", null),
    };

    private static Task<BindingWrite> Bind(FaultApp app, FaultScene scene) => app.Get<ClientBindingStore>().PutAsync(Binding(scene, "phone"), new WriteCondition(), CancellationToken.None);

    private static Task<BindingWrite> PutAsync(FaultApp app, FaultScene scene, WriteCondition condition) =>
        app.Get<ClientBindingStore>().PutAsync(Binding(scene, "phone"), condition, CancellationToken.None);

    private static Task<BindingWrite> DeleteAsync(FaultApp app, FaultScene scene, WriteCondition condition) =>
        app.Get<ClientBindingStore>().DeleteAsync(scene.AccountSid, FaultScene.Identity, "phone", condition, CancellationToken.None);

    /// <summary>As a client reads it before it writes, over storage that nothing disturbs.</summary>
    private static async Task<WriteCondition> IfMatchAsync(FaultScene scene)
    {
        await using var undisturbed = scene.Start();
        var kept = await undisturbed.Get<ClientBindingStore>().FindAsync(scene.AccountSid, FaultScene.Identity, "phone", CancellationToken.None);
        return new WriteCondition { IfMatch = [kept?.ETag ?? new ETag("\"none\"")] };
    }

    private static string Said(BindingWrite write) => $"{write.Outcome}";

    private static async Task<string> WriteBatchAsync(FaultApp app, FaultScene scene)
    {
        BatchOperation[] operations =
        [
            BatchOperation.Upsert(Binding(scene, "tablet")), BatchOperation.Upsert(Binding(scene, "phone")), BatchOperation.Upsert(Binding(scene, "watch")),
            BatchOperation.Delete(FaultScene.Identity, "watch"), BatchOperation.Delete(FaultScene.Identity, "none"),
        ];
        var results = await app.Get<ClientBindingStore>().WriteAsync(scene.AccountSid, operations, CancellationToken.None);
        return string.Join(' ', results.Select(result => result.Status));
    }

    private static string DeadMessage(FaultScene scene) => (Status(scene, "ringing", 1) with { CallSid = null, Id = "dead" }).Serialize();

    private static Task KeepAsync(FaultApp app, FaultScene scene) =>
        app.Get<DeadLetterKeeper>().KeepAsync(QueueNames.CallEvents, DeadMessage(scene), Callbacks.Noon, CancellationToken.None);

    private static async Task<string> DeadLetterIdAsync(FaultScene scene) =>
        await scene.RowsAsync("DeadLetters", $"AccountSid eq '{scene.AccountSid}'") is [var row, ..] ? $"{row.PartitionKey}.{row.RowKey}" : $"{QueueNames.CallEvents}.none";

    private static async Task<string> SettleAsync(FaultApp app, FaultScene scene)
    {
        var replay = Envelope.TryParse(DeadMessage(scene))! with { ReplayOf = await DeadLetterIdAsync(scene) };
        await app.Get<DeadLetterKeeper>().SettleAsync(QueueNames.CallEvents, new QueueMessage(replay.Serialize()), CancellationToken.None);
        return "";
    }
}
