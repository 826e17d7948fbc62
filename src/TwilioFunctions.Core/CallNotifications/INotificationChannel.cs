namespace TwilioFunctions.Core.CallNotifications;

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
