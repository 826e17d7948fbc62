using System.Text.Json;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.EventStreams;
using TwilioFunctions.Core.Messages;

namespace TwilioFunctions.Core.Tests.Calls;

/// <summary>A call made up by chance: everything that may come of one, in the order in which it happens.</summary>
internal sealed class RandomCall
{
    private static readonly string[] Ends = ["completed", "busy", "failed", "no-answer", "canceled"];

    private readonly Random random;
    private readonly DateTimeOffset start;
    private int seconds;

    public RandomCall(int seed, string accountSid, string callSid)
    {
        random = new Random(seed);
        // Some begin on one day and end on the next.
        start = Callbacks.Noon.AddHours(12).AddSeconds(random.Next(-60, 60));
        AccountSid = accountSid;
        CallSid = callSid;
        Messages = [.. Requests(), .. Statuses(), .. Recordings(), .. Interactions(), .. Events()];
        Summaries = [.. SummaryEvents()];
        Attempts = [.. NotificationAttempts()];
    }

    public string AccountSid { get; }

    public string CallSid { get; }

    /// <summary>The messages of queue <c>call-events</c>.</summary>
    public IReadOnlyList<Envelope> Messages { get; }

    /// <summary>The messages of queue <c>call-summaries</c>.</summary>
    public IReadOnlyList<Envelope> Summaries { get; }

    public IReadOnlyList<DeliveryAttempt> Attempts { get; }

    public bool IsEmpty => Messages.Count + Summaries.Count + Attempts.Count == 0;

    /// <summary>What is to be known of it in the end, without any storage between.</summary>
    public CallRecord Record => CallRecordReader.Of([]).Record(CallSid) with
    {
        Requests = [.. Of(EnvelopeKinds.VoiceIncoming).Select(message => (message, answered: JsonSerializer.Deserialize<AnsweredCall>(message.Payload!)!))
            .Select(of => IncomingRequest.Of(of.answered.Form, of.answered.DecidedBy, of.answered.Twiml, of.message.ReceivedAt)).OrderBy(request => request.ReceivedAt)],
        Statuses = [.. StatusCallback.InOrder(Of(EnvelopeKinds.VoiceStatus).Select(message => StatusCallback.Of(message.Payload!, message.ReceivedAt)))],
        Recordings = [.. Of(EnvelopeKinds.VoiceRecordingStatus).Select(message => RecordingCallback.Of(message.Payload!, message.ReceivedAt)!)
            .OrderBy(recording => recording.Time).ThenBy(recording => recording.Form, StringComparer.Ordinal)],
        Interactions = [.. Of(EnvelopeKinds.ProxyCallback).Select(message => ProxyInteraction.Of(message.Payload!, message.ReceivedAt)!)
            .Concat(Of(EnvelopeKinds.ProxyIntercept).Select(message => BlockedInteraction.Parse(message.Payload!) is var blocked ? ProxyInteraction.Of(blocked.Form, message.ReceivedAt, blocked.Reason)! : null!))
            .OrderBy(interaction => interaction.Time).ThenBy(interaction => interaction.Form, StringComparer.Ordinal)],
        Events = [.. Messages.Where(message => message.Type.StartsWith("com.", StringComparison.Ordinal)).Select(message => (Event: CloudEvent.Parse(message.Payload!), message.AccountSid))
            .Select(kept => new KeptEvent(kept.Event.Id, kept.Event.Type, kept.Event.Time, kept.Event.Json) { AccountSid = kept.AccountSid }).OrderBy(@event => @event.Time)],
        Notifications = [.. Attempts.OrderBy(attempt => attempt.Time).ThenBy(attempt => attempt.Attempt).ThenBy(attempt => attempt.BindingId, StringComparer.Ordinal)],
        Stages = [.. Summaries.Select(message => SummaryStage.Of(CallSummary.Of(CloudEvent.Parse(message.Payload!)))).OrderBy(stage => stage.Time).ThenBy(stage => stage.EventId, StringComparer.Ordinal)],
        Summary = Summaries.Select(message => CallSummary.Of(CloudEvent.Parse(message.Payload!))).MaxBy(summary => (summary.Stage, summary.ProcessingVersion)),
    };

    private DateTimeOffset Now => start.AddSeconds(seconds);

    private bool Chance(int of) => random.Next(of) == 0;

    private IEnumerable<Envelope> Of(string type) => Messages.Where(message => message.Type == type);

    private Envelope Message(string type, string payload) => Callbacks.Message(type, AccountSid, CallSid, payload, Now.AddMilliseconds(random.Next(2000)));

    private IEnumerable<Envelope> Requests()
    {
        if (Chance(2))
            yield break;
        var form = Callbacks.Form(("CallSid", CallSid), ("AccountSid", AccountSid), ("From", "+15005550006"), ("To", "client:bob"), ("CallStatus", "ringing"), ("Direction", "inbound"), ("ForwardedFrom", Chance(3) ? "+15005550009" : null));
        yield return Message(EnvelopeKinds.VoiceIncoming, JsonSerializer.Serialize(new AnsweredCall("rule 1", "<Response><Dial>ä</Dial></Response>", form)));
    }

    private IEnumerable<Envelope> Statuses()
    {
        if (Chance(5))
            yield break;
        string[] way = ["initiated", "ringing", "in-progress"];
        string[] statuses = [.. way[..random.Next(way.Length + 1)], random.GetItems(Ends, 1)[0]];
        var numbered = !Chance(4);
        foreach (var (number, status) in statuses.Index())
        {
            seconds += random.Next(5);
            var isEnd = number == statuses.Length - 1;
            if (!numbered && !isEnd)
                continue;
            var form = Callbacks.StatusForm(
                CallSid, status, numbered ? number : null, Chance(6) ? null : Now,
                ("AccountSid", AccountSid), ("From", "+15005550006"), ("To", "client:bob"), ("Direction", "inbound"), ("CallDuration", isEnd ? "12" : null), ("Unheard-Of", "ö"));
            yield return Message(EnvelopeKinds.VoiceStatus, form);
        }
    }

    private IEnumerable<Envelope> Recordings()
    {
        for (var number = random.Next(3); number > 0; number--)
        {
            foreach (var status in (string[])["in-progress", random.GetItems(["completed", "absent", "failed"], 1)[0]])
            {
                seconds += random.Next(3);
                var form = Callbacks.Form(
                    ("CallSid", CallSid), ("AccountSid", AccountSid), ("RecordingSid", $"RE{number}"), ("RecordingStatus", status),
                    ("RecordingStartTime", Chance(4) ? null : Callbacks.Rfc2822(start)), ("RecordingDuration", status == "completed" ? "7" : null), ("ErrorCode", status == "absent" ? "16102" : null));
                yield return Message(EnvelopeKinds.VoiceRecordingStatus, form);
            }
        }
    }

    private IEnumerable<Envelope> Interactions()
    {
        if (!Chance(3))
            yield break;
        foreach (var (inbound, outbound) in ((string, string?)[])[("in-progress", null), ("in-progress", "initiated"), ("completed", "completed")])
        {
            seconds += random.Next(3);
            var form = Callbacks.Form(
                ("interactionSid", "KI1"), ("interactionAccountSid", AccountSid), ("interactionType", Chance(2) ? "Voice" : "voice"), ("interactionData", Chance(2) ? "" : """{"duration":"5"}"""),
                ("interactionDateUpdated", Now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture)),
                ("inboundResourceSid", CallSid), ("inboundResourceType", "call"), ("inboundResourceStatus", inbound), ("inboundParticipantSid", "KP1"),
                ("outboundResourceStatus", outbound), ("outboundParticipantSid", "KP2"));
            yield return outbound is null && Chance(2)
                ? Message(EnvelopeKinds.ProxyIntercept, new BlockedInteraction("the participant is blocked", form).Serialize())
                : Message(EnvelopeKinds.ProxyCallback, form);
        }
    }

    private IEnumerable<Envelope> Events()
    {
        if (!Chance(3))
            yield break;
        seconds += random.Next(3);
        yield return Message(
            "com.twilio.voice.insights.call-event.gateway",
            $$"""{"id":"EZ-event","type":"com.twilio.voice.insights.call-event.gateway","time":"{{Now:yyyy-MM-ddTHH:mm:ssZ}}","data":{"call_sid":"{{CallSid}}","account_sid":"{{AccountSid}}"} }""");
    }

    private IEnumerable<Envelope> SummaryEvents()
    {
        if (Chance(3))
            yield break;
        foreach (var (version, stage) in ((string[])["partial", "predicted-complete", "complete"])[..random.Next(1, 4)].Index())
        {
            seconds += 60;
            var type = $"com.twilio.voice.insights.call-summary.{stage}";
            var startTime = stage == "partial" && Chance(2) ? "null" : $"\"{start:yyyy-MM-ddTHH:mm:ssZ}\"";
            yield return Message(type, $$"""
                {"id":"EZ-{{stage}}","type":"{{type}}","time":"{{Now:yyyy-MM-ddTHH:mm:ssZ}}","data":{"call_sid":"{{CallSid}}","account_sid":"{{AccountSid}}","call_state":"completed",
                 "processing_version":{{version}},"start_time":{{startTime}},"tags":["high_jitter"],"from":{"caller":"+15005550006"},"to":{"callee":"client:bob"} } }
                """);
        }
    }

    private IEnumerable<DeliveryAttempt> NotificationAttempts()
    {
        for (var number = Chance(2) ? random.Next(1, 4) : 0; number > 0; number--)
        {
            yield return new DeliveryAttempt
            {
                MessageId = "WB1",
                AccountSid = AccountSid,
                From = "client:alice",
                Identity = "bob",
                BindingId = $"phone-{number}",
                Channel = ChannelNames.Fcm,
                Attempt = 1,
                Outcome = DeliveryOutcome.Delivered,
                Reason = "200",
                Time = start.AddMilliseconds(random.Next(3000)),
            };
        }
    }
}
