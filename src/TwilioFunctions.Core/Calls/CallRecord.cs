using TwilioFunctions.Core.CallNotifications;
using TwilioFunctions.Core.EventStreams;

namespace TwilioFunctions.Core.Calls;

/// <summary>All that is known of a call.</summary>
/// <param name="CallSid"><c>CA…</c></param>
/// <param name="Summary">The summary that knows most; null until the first has come.</param>
/// <param name="Events">Its other events, by time.</param>
/// <param name="Notifications">The attempts to notify the callee's devices, by time.</param>
public sealed record CallRecord(string CallSid, CallSummary? Summary, IReadOnlyList<KeptEvent> Events, IReadOnlyList<DeliveryAttempt> Notifications);
