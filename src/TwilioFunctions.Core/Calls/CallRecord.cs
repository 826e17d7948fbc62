using TwilioFunctions.Core.CallNotifications;
using TwilioFunctions.Core.EventStreams;

namespace TwilioFunctions.Core.Calls;

/// <summary>All that is known of a call, as its rows have it; each list by time. <see cref="CallStory"/> makes one story of it.</summary>
/// <param name="CallSid"><c>CA…</c>; the SID of a conference, message or interaction for what belongs to no call.</param>
public sealed record CallRecord(string CallSid)
{
    /// <summary>The summary that knows most; null until the first has come.</summary>
    public CallSummary? Summary { get; init; }

    /// <summary>Every summary that came.</summary>
    public IReadOnlyList<SummaryStage> Stages { get; init; } = [];

    /// <summary>What Twilio asked when the call came in, and was answered.</summary>
    public IReadOnlyList<IncomingRequest> Requests { get; init; } = [];

    /// <summary>Its status callbacks.</summary>
    public IReadOnlyList<StatusCallback> Statuses { get; init; } = [];

    /// <summary>The callbacks of its recordings.</summary>
    public IReadOnlyList<RecordingCallback> Recordings { get; init; } = [];

    /// <summary>The attempts to notify the callee's devices.</summary>
    public IReadOnlyList<DeliveryAttempt> Notifications { get; init; } = [];

    /// <summary>What Proxy said of its interactions.</summary>
    public IReadOnlyList<ProxyInteraction> Interactions { get; init; } = [];

    /// <summary>Its other events of Event Streams.</summary>
    public IReadOnlyList<KeptEvent> Events { get; init; } = [];

    /// <summary>The account that the call's list entry is kept under, for where none of the rows names one.</summary>
    public string? ListedAccountSid { get; init; }
}
