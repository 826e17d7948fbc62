using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Json;

namespace TwilioFunctions.Core.Channels.Apns;

/// <summary>
/// Reads Apple's answers: https://developer.apple.com/documentation/usernotifications/handling-notification-responses-from-apns.
/// </summary>
internal static class ApnsVerdict
{
    private const long LastMillisecond = 253_402_300_799_999;

    /// <summary>Whether the push may be tried again with another provider token.</summary>
    public static bool IsTokenExpired(ChannelAnswer answer) => (int)answer.Status == 403 && Word(answer) == "ExpiredProviderToken";

    /// <summary>What follows from an answer.</summary>
    public static DeliveryResult Of(ChannelAnswer answer, ApnsAddress address)
    {
        var word = Word(answer);
        var reason = answer.Reason(word);
        return ((int)answer.Status, word) switch
        {
            (410, _) => DeliveryResult.Gone(reason, Time(answer)),
            // Apple says the same of a token of the other environment, which is why the binding is kept.
            (400, "BadDeviceToken") => DeliveryResult.Rejected(
                $"{reason}: the binding's token is malformed, or not one of its environment ({Name(address.Environment)})"),
            (400, "DeviceTokenNotForTopic") => DeliveryResult.Rejected(
                $"{reason}: the binding's token is not of its bundle id and push type ({Name(address.PushType)})"),
            (400, "IdleTimeout") => DeliveryResult.Retry(reason, answer.RetryAfter),
            (403, _) => DeliveryResult.Rejected($"{reason}: Apple does not take the key of Channels__Apns for this app and environment"),
            _ => answer.ByStatus(reason),
        };
    }

    private static string? Word(ChannelAnswer answer) => answer.Json.Member("reason").Text();

    private static string Name<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    // Milliseconds since 1970.
    private static DateTimeOffset? Time(ChannelAnswer answer) =>
        answer.Json.Member("timestamp").Number() is { } milliseconds and >= 0 and <= LastMillisecond
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds)
            : null;
}
