using TwilioFunctions.Core.Messages;

namespace TwilioFunctions.Core.CallNotifications;

/// <summary>One dispatch's wish to be the one that rings for a notification.</summary>
/// <param name="CallSid">The call.</param>
/// <param name="MessageId">The notification's id, <c>WB…</c>.</param>
/// <param name="Holder">The dispatch, by a name of its own: it knows its claim again when the answer to the write was lost.</param>
public sealed record NotificationClaim(string CallSid, string MessageId, string Holder)
{
    /// <summary>The attempt that is claimed; null for the first attempts of all bindings.</summary>
    public BindingRetry? Retry { get; init; }
}
