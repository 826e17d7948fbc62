namespace TwilioFunctions.Core.CallNotifications;

/// <summary>The channels, as they are named in the API and in rows.</summary>
public static class ChannelNames
{
    /// <summary>Firebase Cloud Messaging, HTTP v1.</summary>
    public const string Fcm = "fcm";

    /// <summary>Apple Push Notification service.</summary>
    public const string Apns = "apns";

    /// <summary>Azure Web PubSub.</summary>
    public const string WebPubSub = "webpubsub";

    /// <summary>A signed HTTPS request.</summary>
    public const string Webhook = "webhook";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Fcm, Apns, WebPubSub, Webhook];
}
