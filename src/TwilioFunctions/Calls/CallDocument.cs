using System.Text.Json.Serialization;
using TwilioFunctions.CallNotifications;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.EventStreams;
using TwilioFunctions.Http;

namespace TwilioFunctions.Calls;

/// <summary>All that is known of a call.</summary>
/// <param name="CallSid"><c>CA…</c></param>
/// <param name="Summary">Null until the first summary has come.</param>
/// <param name="Quality">What was measured, an entry an edge and direction.</param>
/// <param name="Payload">The summary as Twilio sent it.</param>
/// <param name="Events">The call's other events, by time.</param>
/// <param name="Notifications">The attempts to notify the callee's devices, by time.</param>
public sealed record CallDocument(
    string CallSid,
    CallSummaryDocument? Summary,
    IReadOnlyList<EdgeQuality> Quality,
    [property: JsonConverter(typeof(RawJson))] string? Payload,
    IReadOnlyList<EventDocument> Events,
    IReadOnlyList<DeliveryAttemptDocument> Notifications)
{
    public static CallDocument Of(CallRecord call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return new CallDocument(
            call.CallSid,
            call.Summary is null ? null : CallSummaryDocument.Of(call.Summary),
            call.Summary?.Quality ?? [],
            call.Summary?.Json,
            [.. call.Events.Select(EventDocument.Of)],
            [.. call.Notifications.Select(DeliveryAttemptDocument.Of)]);
    }
}
