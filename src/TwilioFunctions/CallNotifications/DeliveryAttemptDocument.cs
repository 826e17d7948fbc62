using TwilioFunctions.Core.Calls;

namespace TwilioFunctions.CallNotifications;

/// <summary>An attempt to notify one of the callee's devices; times in UTC, the duration in milliseconds.</summary>
internal sealed record DeliveryAttemptDocument(string MessageId, string Identity, string BindingId, string Channel, int Attempt, string Outcome, string Reason)
{
    public DateTimeOffset Time { get; init; }
    public int Duration { get; init; }
    public DateTimeOffset? NextAttemptAt { get; init; }

    public static DeliveryAttemptDocument Of(DeliveryAttempt attempt)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        return new DeliveryAttemptDocument(
            attempt.MessageId, attempt.Identity, attempt.BindingId, attempt.Channel, attempt.Attempt, attempt.Outcome.Name(), attempt.Reason)
        {
            Time = attempt.Time,
            Duration = (int)attempt.Duration.TotalMilliseconds,
            NextAttemptAt = attempt.NextAttemptAt,
        };
    }
}
