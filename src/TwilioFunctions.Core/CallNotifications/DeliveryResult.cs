namespace TwilioFunctions.Core.CallNotifications;

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
