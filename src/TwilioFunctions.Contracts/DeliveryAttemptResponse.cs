namespace TwilioFunctions.Contracts;

/// <summary>An attempt to notify a device of the callee. Times are in UTC, the duration in milliseconds.</summary>
/// <param name="MessageId">The call notification, <c>WB…</c>.</param>
/// <param name="Identity">The client identity.</param>
/// <param name="BindingId">The binding.</param>
/// <param name="Channel">The binding's channel.</param>
/// <param name="Attempt">The number of the attempt, from 1.</param>
/// <param name="Outcome"><c>delivered</c>, <c>gone</c>, <c>retry</c>, <c>rejected</c> or <c>expired</c>.</param>
/// <param name="Reason">The reason of the outcome.</param>
/// <param name="Time">When it began.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="NextAttemptAt">When the next attempt is due; null after the last attempt.</param>
public sealed record DeliveryAttemptResponse(
    string MessageId,
    string Identity,
    string BindingId,
    string Channel,
    int Attempt,
    string Outcome,
    string Reason,
    DateTimeOffset Time,
    int Duration,
    DateTimeOffset? NextAttemptAt);
