namespace TwilioFunctions.Core.Channels.Apns;

/// <summary>How Apple wants to be connected to: few connections that stay.</summary>
internal static class ApnsConnections
{
    /// <summary>
    /// The channels' handler, with connections that are kept and watched by pings while no call comes:
    /// https://developer.apple.com/documentation/usernotifications/sending-notification-requests-to-apns.
    /// </summary>
    public static SocketsHttpHandler CreateHandler()
    {
        var handler = ChannelHttpClient.CreateHandler();
        handler.PooledConnectionLifetime = TimeSpan.FromHours(1);
        handler.PooledConnectionIdleTimeout = TimeSpan.FromHours(1);
        handler.KeepAlivePingPolicy = HttpKeepAlivePingPolicy.Always;
        handler.KeepAlivePingDelay = TimeSpan.FromSeconds(20);
        return handler;
    }
}
