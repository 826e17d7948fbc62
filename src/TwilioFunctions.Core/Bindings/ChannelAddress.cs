namespace TwilioFunctions.Core.Bindings;

/// <summary>Where a channel reaches a device.</summary>
/// <param name="Channel">One of <see cref="ChannelNames"/>.</param>
public abstract record ChannelAddress(string Channel);

/// <summary>Firebase Cloud Messaging.</summary>
/// <param name="RegistrationToken">What the app got from the Firebase SDK.</param>
public sealed record FcmAddress(string RegistrationToken) : ChannelAddress(ChannelNames.Fcm);

/// <summary>Apple Push Notification service.</summary>
/// <param name="DeviceToken">Hexadecimal; PushKit's for VoIP pushes, the app's own for alerts.</param>
/// <param name="BundleId">The app's bundle id, without the suffix <c>.voip</c>.</param>
/// <param name="Environment">Where the token is valid: it depends on how the app was signed.</param>
/// <param name="PushType">What kind of push rings.</param>
public sealed record ApnsAddress(string DeviceToken, string BundleId, ApnsEnvironment Environment, ApnsPushType PushType) : ChannelAddress(ChannelNames.Apns);

/// <summary>Azure Web PubSub; the user is the client identity.</summary>
public sealed record WebPubSubAddress() : ChannelAddress(ChannelNames.WebPubSub);

/// <summary>An HTTPS endpoint.</summary>
/// <param name="Url">Where the notification is posted to.</param>
/// <param name="Secret">Signs each request: <c>whsec_</c> and base64 of 24 to 64 bytes.</param>
/// <param name="SecondarySecret">Signs beside it while secrets are rotated.</param>
public sealed record WebhookAddress(string Url, string Secret, string? SecondarySecret) : ChannelAddress(ChannelNames.Webhook);

/// <summary>Apple's two services.</summary>
public enum ApnsEnvironment
{
    /// <summary>Apps from the App Store, TestFlight and enterprise distribution.</summary>
    Production,

    /// <summary>Apps that Xcode has installed.</summary>
    Sandbox,
}

/// <summary>The push types that can announce a call.</summary>
public enum ApnsPushType
{
    /// <summary>PushKit, which demands that the app reports the call to CallKit at once.</summary>
    Voip,

    /// <summary>An ordinary notification.</summary>
    Alert,
}

/// <summary>How environments and push types are written in the API and in rows.</summary>
internal static class AddressNames
{
    public static string Of(ApnsEnvironment environment) => environment == ApnsEnvironment.Sandbox ? "sandbox" : "production";

    public static string Of(ApnsPushType pushType) => pushType == ApnsPushType.Alert ? "alert" : "voip";

    public static ApnsEnvironment? Environment(string? name) => name switch
    {
        "production" => ApnsEnvironment.Production,
        "sandbox" => ApnsEnvironment.Sandbox,
        _ => null,
    };

    public static ApnsPushType? PushType(string? name) => name switch
    {
        "voip" => ApnsPushType.Voip,
        "alert" => ApnsPushType.Alert,
        _ => null,
    };
}

/// <summary>The channels, as they are named in the API and in rows.</summary>
internal static class ChannelNames
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
