using TwilioFunctions.Core.Calls;
using TwilioFunctions.Http;

namespace TwilioFunctions.Calls;

/// <summary>A status callback; times in UTC, the duration in seconds. What has no member of its own is in the parameters.</summary>
internal sealed record StatusCallbackDocument(string? Status, int? SequenceNumber, DateTimeOffset? Timestamp, DateTimeOffset ReceivedAt)
{
    public int? CallDuration { get; init; }
    public int? SipResponseCode { get; init; }
    public int? ErrorCode { get; init; }
    public string? AnsweredBy { get; init; }

    /// <summary>All that Twilio sent.</summary>
    public required FormDocument Parameters { get; init; }

    public static StatusCallbackDocument Of(StatusCallback status)
    {
        ArgumentNullException.ThrowIfNull(status);
        return new StatusCallbackDocument(status.Status, status.SequenceNumber, status.Timestamp, status.ReceivedAt)
        {
            CallDuration = status.CallDuration,
            SipResponseCode = status.SipResponseCode,
            ErrorCode = status.ErrorCode,
            AnsweredBy = status.AnsweredBy,
            Parameters = new FormDocument(status.Parameters),
        };
    }
}
