using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Calls;

namespace TwilioFunctions.Core.Channels;

/// <summary>Brings call notifications to devices over one push service. Safe to use from many threads.</summary>
public interface INotificationChannel
{
    /// <summary>One of <see cref="ChannelNames"/>.</summary>
    string Name { get; }

    /// <summary>The sentence that names the setting without which the channel is off; null while it is on.</summary>
    string? MissingSetting { get; }

    /// <summary>Makes one attempt.</summary>
    /// <returns>What the service said of it.</returns>
    /// <exception cref="HttpRequestException">No answer, or the connection was lost: the attempt may be made again.</exception>
    /// <exception cref="OperationCanceledException">The attempt took longer than <paramref name="cancellationToken"/> allows.</exception>
    Task<DeliveryResult> SendAsync(Delivery delivery, CancellationToken cancellationToken);
}

/// <summary>A notification on its way to one device.</summary>
/// <param name="Notification">What Twilio sent.</param>
/// <param name="Binding">The device; its address is of the channel's own kind.</param>
/// <param name="ExpiresAt">When the phone has stopped ringing.</param>
public sealed record Delivery(CallNotification Notification, ClientBinding Binding, DateTimeOffset ExpiresAt);

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

/// <summary>What became of one attempt.</summary>
/// <param name="Outcome">What follows from it.</param>
/// <param name="Reason">The service's own word for it, for instance <c>410 Unregistered</c>; never a token or a secret.</param>
public sealed record DeliveryResult(DeliveryOutcome Outcome, string Reason)
{
    /// <summary>How long the service asked to wait, for <see cref="DeliveryOutcome.Retry"/>.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Since when the address is invalid, where the service said so: a binding that was renewed later stays.</summary>
    public DateTimeOffset? GoneSince { get; init; }

    /// <summary>The service has taken the notification.</summary>
    public static DeliveryResult Delivered(string reason) => new(DeliveryOutcome.Delivered, reason);

    /// <summary>The address is invalid for good.</summary>
    public static DeliveryResult Gone(string reason, DateTimeOffset? since = null) => new(DeliveryOutcome.Gone, reason) { GoneSince = since };

    /// <summary>It failed for a reason that passes.</summary>
    public static DeliveryResult Retry(string reason, TimeSpan? after = null) => new(DeliveryOutcome.Retry, reason) { RetryAfter = after };

    /// <summary>It will fail again until somebody mends a setting or the binding.</summary>
    public static DeliveryResult Rejected(string reason) => new(DeliveryOutcome.Rejected, reason);
}
