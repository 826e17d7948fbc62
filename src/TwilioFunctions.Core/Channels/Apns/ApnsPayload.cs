using System.Text;
using System.Text.Json;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Json;

namespace TwilioFunctions.Core.Channels.Apns;

/// <summary>What is pushed: the notification as Twilio wrote it.</summary>
internal static class ApnsPayload
{
    /// <summary>Bytes of a push, by its type: https://developer.apple.com/documentation/usernotifications/generating-a-remote-notification.</summary>
    public static int Limit(ApnsPushType type) => type == ApnsPushType.Voip ? 5 * 1024 : 4 * 1024;

    /// <summary>
    /// The bytes of a push. PushKit takes any object. An alert needs <c>aps</c>, without which iOS shows nothing: it is put in front of the first
    /// member, so that all others stay the bytes that they were. <c>mutable-content</c> lets the app's notification service extension reword it.
    /// </summary>
    public static byte[] Of(string json, ApnsPushType type)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        if (type == ApnsPushType.Voip || Read(bytes) is not { ValueKind: JsonValueKind.Object } notification || notification.Member("aps") is not null)
            return bytes;

        var start = bytes.AsSpan().IndexOf((byte)'{') + 1;
        var comma = notification.EnumerateObject().Any() ? "," : "";
        return [.. bytes[..start], .. Aps(notification.Member("twi_from").Text()), .. Encoding.UTF8.GetBytes(comma), .. bytes[start..]];
    }

    private static byte[] Aps(string? caller)
    {
        const string Prefix = "client:";
        var name = caller?.StartsWith(Prefix, StringComparison.Ordinal) == true ? caller[Prefix.Length..] : caller;
        return Encoding.UTF8.GetBytes(
            $$$"""
            "aps":{"alert":{"title":"Incoming call","body":"{{{JsonEncodedText.Encode(name ?? "")}}}"},"sound":"default","mutable-content":1}
            """);
    }

    private static JsonElement? Read(byte[] json)
    {
        try
        {
            return JsonElement.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
