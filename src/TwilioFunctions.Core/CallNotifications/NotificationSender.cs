using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Channels;

namespace TwilioFunctions.Core.CallNotifications;

/// <summary>Makes one attempt over the binding's channel, under a deadline: what goes wrong on the way is a result.</summary>
internal sealed class NotificationSender(NotificationChannels channels, IOptions<CallNotificationOptions> options, TimeProvider time)
{
    /// <summary>Sends the notification.</summary>
    /// <returns>What follows; <see cref="DeliveryOutcome.Expired"/> when nothing was sent because the phone rings no more.</returns>
    /// <exception cref="OperationCanceledException">By <paramref name="cancellationToken"/>; an attempt that takes too long is a result.</exception>
    public async Task<DeliveryResult> SendAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        var left = delivery.ExpiresAt - time.GetUtcNow();
        if (left <= TimeSpan.Zero)
            return new DeliveryResult(DeliveryOutcome.Expired, "the phone rings no more");

        var name = delivery.Binding.Address.Channel;
        if (channels.Find(name) is not { } channel)
            return DeliveryResult.Rejected($"The app has no channel {name}.");
        if (channel.MissingSetting is { } sentence)
            return DeliveryResult.Rejected(sentence);

        var timeout = left < options.Value.AttemptTimeout ? left : options.Value.AttemptTimeout;
        using var timer = new CancellationTokenSource(timeout, time);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            return await channel.SendAsync(delivery, deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return DeliveryResult.Retry($"no answer within {timeout.TotalSeconds:0.#} s");
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException)
        {
            return DeliveryResult.Retry($"no connection: {lost.Message}");
        }
    }
}
