using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.CallNotifications;

/// <summary>Makes one attempt for one binding, and does at once what follows from it.</summary>
internal sealed class BindingNotifier(NotificationSender sender, ICalleeBindings bindings, MessageSender messages, TimeProvider time)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Sends the notification. A binding that is gone is deleted; after a passing failure a message for this binding alone is on its
    /// way when this returns.
    /// </summary>
    /// <param name="pending">The attempt to make.</param>
    /// <param name="envelope">The message that it is made for, with its payload.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<DeliveryAttempt> NotifyAsync(PendingAttempt pending, Envelope envelope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pending);
        ArgumentNullException.ThrowIfNull(envelope);
        var startedAt = time.GetUtcNow();
        var delivery = pending.Delivery;
        var result = await sender.SendAsync(delivery, cancellationToken);
        var attempt = pending.Over(result.Outcome, result.Reason, startedAt, time.GetUtcNow());
        return result.Outcome switch
        {
            DeliveryOutcome.Gone => attempt with { Reason = $"{result.Reason}; {await DeleteAsync(delivery.Binding, result.GoneSince, cancellationToken)}" },
            DeliveryOutcome.Retry => await RetryAsync(attempt, PauseAfter(pending.Number, result.RetryAfter), delivery.ExpiresAt, envelope, cancellationToken),
            _ => attempt,
        };
    }

    /// <summary>The service's own wish, else twice as long each time. A service that wishes no pause at all gets a short one.</summary>
    private static TimeSpan PauseAfter(int number, TimeSpan? retryAfter)
    {
        var pause = retryAfter ?? TimeSpan.FromSeconds(Math.Pow(2, Math.Min(number - 1, 10)));
        return pause < ShortestPause ? ShortestPause : pause;
    }

    private async Task<DeliveryAttempt> RetryAsync(
        DeliveryAttempt attempt, TimeSpan pause, DateTimeOffset expiresAt, Envelope envelope, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var left = expiresAt - now;
        // Not rounded before it is known to be small: a service may wish for anything.
        if (pause < left)
            pause = TimeSpan.FromSeconds(Math.Ceiling(pause.TotalSeconds));
        if (pause >= left)
            return attempt with { Outcome = DeliveryOutcome.Expired, Reason = $"{attempt.Reason}; the phone rings no more when it could be tried again" };

        var retry = envelope.ToSendAgain() with { Retry = new BindingRetry(attempt.BindingId, attempt.Attempt + 1) };
        await messages.SendAsync(QueueNames.CallNotifications, retry, pause, cancellationToken);
        return attempt with { NextAttemptAt = now + pause };
    }

    /// <summary>What became of the binding, for the record.</summary>
    private async Task<string> DeleteAsync(ClientBinding binding, DateTimeOffset? goneSince, CancellationToken cancellationToken)
    {
        if (goneSince < binding.UpdatedAt)
            return "the binding was renewed since and stays";
        try
        {
            return await bindings.DeleteUnlessRenewedAsync(binding, cancellationToken)
                ? "the binding is deleted"
                : "the binding was renewed or deleted meanwhile";
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            // Not worth another ring of the other devices: the next call finds it gone again.
            return $"the binding could not be deleted: {fault.Message}";
        }
    }
}
