using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Channels;

namespace TwilioFunctions.Core.CallNotifications;

/// <summary>An attempt that is to be made.</summary>
/// <param name="Delivery">The notification and the binding.</param>
/// <param name="Number">From 1 on.</param>
internal sealed record PendingAttempt(Delivery Delivery, int Number)
{
    /// <summary>What is recorded of it when it is over.</summary>
    internal DeliveryAttempt Over(DeliveryOutcome outcome, string reason, DateTimeOffset startedAt, DateTimeOffset endedAt) => new()
    {
        MessageId = Delivery.Notification.MessageId,
        AccountSid = Delivery.Notification.AccountSid,
        From = Delivery.Notification.From,
        Identity = Delivery.Notification.Identity,
        BindingId = Delivery.Binding.BindingId,
        Channel = Delivery.Binding.Address.Channel,
        Attempt = Number,
        Outcome = outcome,
        Reason = reason,
        Time = startedAt,
        Duration = endedAt - startedAt,
    };
}
