using System.Text.Json.Serialization;
using TwilioFunctions.CallNotifications;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.EventStreams;
using TwilioFunctions.Http;

namespace TwilioFunctions.Calls;

/// <summary>
/// The story of a call: what it is, at the top; what happened, in the timeline; and below, by kind, all that Twilio sent. Times are
/// in UTC, durations in seconds; each list is by time.
/// </summary>
internal sealed record CallDocument(string CallSid)
{
    public string? AccountSid { get; init; }

    /// <summary>As <c>CallStatus</c> is spelled; null while nothing says it.</summary>
    public string? State { get; init; }

    public string? Direction { get; init; }
    public string? From { get; init; }
    public string? To { get; init; }
    public string? ParentCallSid { get; init; }
    public DateTimeOffset? StartTime { get; init; }
    public DateTimeOffset? EndTime { get; init; }
    public int? Duration { get; init; }
    public IReadOnlyList<CallParty> Parties { get; init; } = [];
    public IReadOnlyList<CallStoryEntry> Timeline { get; init; } = [];

    /// <summary>The summary that knows most; null until the first has come.</summary>
    public CallSummaryDocument? Summary { get; init; }

    /// <summary>What was measured, an entry an edge and direction.</summary>
    public IReadOnlyList<EdgeQuality> Quality { get; init; } = [];

    /// <summary>The summary as Twilio sent it.</summary>
    [JsonConverter(typeof(RawJson))]
    public string? Payload { get; init; }

    public IReadOnlyList<IncomingRequestDocument> IncomingRequests { get; init; } = [];
    public IReadOnlyList<StatusCallbackDocument> Statuses { get; init; } = [];
    public IReadOnlyList<RecordingDocument> Recordings { get; init; } = [];
    public IReadOnlyList<DeliveryAttemptDocument> Notifications { get; init; } = [];
    public IReadOnlyList<ProxyInteractionDocument> ProxyInteractions { get; init; } = [];

    /// <summary>Its other events of Event Streams.</summary>
    public IReadOnlyList<EventDocument> Events { get; init; } = [];

    public static CallDocument Of(CallRecord call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var story = CallStory.Of(call);
        return new CallDocument(call.CallSid)
        {
            AccountSid = story.AccountSid,
            State = story.State,
            Direction = story.Direction,
            From = story.From,
            To = story.To,
            ParentCallSid = story.ParentCallSid,
            StartTime = story.StartTime,
            EndTime = story.EndTime,
            Duration = story.Duration,
            Parties = story.Parties,
            Timeline = story.Timeline,
            Summary = call.Summary is null ? null : CallSummaryDocument.Of(call.Summary),
            Quality = call.Summary?.Quality ?? [],
            Payload = call.Summary?.Json,
            IncomingRequests = [.. call.Requests.Select(IncomingRequestDocument.Of)],
            Statuses = [.. call.Statuses.Select(StatusCallbackDocument.Of)],
            Recordings = [.. story.Recordings.Select(RecordingDocument.Of)],
            Notifications = [.. call.Notifications.Select(DeliveryAttemptDocument.Of)],
            ProxyInteractions = [.. call.Interactions.Select(ProxyInteractionDocument.Of)],
            Events = [.. call.Events.Select(EventDocument.Of)],
        };
    }
}
