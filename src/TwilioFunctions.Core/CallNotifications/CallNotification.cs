namespace TwilioFunctions.Core.CallNotifications;

/// <summary>
/// An incoming call for a client, as Twilio announces it: https://www.twilio.com/docs/voice/sdks/client-call-notification-webhook.
/// </summary>
public sealed record CallNotification
{
    /// <summary><c>twi_message_id</c>, <c>WB…</c>: this request's id; a repeated request has the same.</summary>
    public required string MessageId { get; init; }

    /// <summary><c>twi_account_sid</c>.</summary>
    public required string AccountSid { get; init; }

    /// <summary><c>twi_call_sid</c>.</summary>
    public required string CallSid { get; init; }

    /// <summary><c>twi_to</c> without <c>client:</c>; it may hold any character, colons included.</summary>
    public required string Identity { get; init; }

    /// <summary><c>twi_from</c>; null where it is missing or empty.</summary>
    public string? From { get; init; }

    /// <summary>The body, character for character.</summary>
    public required string Json { get; init; }
}
