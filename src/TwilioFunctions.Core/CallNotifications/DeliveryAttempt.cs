namespace TwilioFunctions.Core.CallNotifications;

/// <summary>One attempt to bring a notification to one binding, as the call's record keeps it. It holds no address and no token.</summary>
public sealed record DeliveryAttempt
{
    /// <summary>The notification's id, <c>WB…</c>.</summary>
    public required string MessageId { get; init; }

    /// <summary>The callee.</summary>
    public required string Identity { get; init; }

    /// <summary>The account of the notification; null in rows of earlier versions.</summary>
    public string? AccountSid { get; init; }

    /// <summary>The caller, as the notification names it.</summary>
    public string? From { get; init; }

    /// <summary>The binding.</summary>
    public required string BindingId { get; init; }

    /// <summary>One of <see cref="ChannelNames"/>.</summary>
    public required string Channel { get; init; }

    /// <summary>From 1 on.</summary>
    public required int Attempt { get; init; }

    /// <summary>What followed from it.</summary>
    public required DeliveryOutcome Outcome { get; init; }

    /// <summary>The service's own word for it, or ours.</summary>
    public required string Reason { get; init; }

    /// <summary>When it began, in UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>When the next one is due; null when none is on its way.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>Whether nothing more will come of this binding for this notification.</summary>
    public bool IsFinal => Outcome != DeliveryOutcome.Retry;
}
