using System.Text.Json;
using System.Text.RegularExpressions;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.Bindings;

/// <summary>Reads the member of a binding that carries the name of its channel.</summary>
internal static partial class AddressReader
{
    private const int MaxRegistrationToken = 4096;
    private const int MaxDeviceToken = 200;
    private const int MaxBundleId = 155;
    private const int MaxUrl = 2048;

    /// <summary>Null when there is a problem, which is then in <paramref name="problems"/>.</summary>
    public static ChannelAddress? Read(string channel, JsonElement? element, List<BindingProblem> problems)
    {
        if (channel == ChannelNames.WebPubSub)
            return new WebPubSubAddress();
        if (element is not { } address)
        {
            problems.Add(new BindingProblem(channel, $"A binding of channel {channel} says here where the device is reached."));
            return null;
        }
        return channel switch
        {
            ChannelNames.Fcm => Fcm(new ObjectReader(address, channel, problems, "registrationToken")),
            ChannelNames.Apns => Apns(new ObjectReader(address, channel, problems, "deviceToken", "bundleId", "environment", "pushType")),
            _ => Webhook(new ObjectReader(address, channel, problems, "url", "secret", "secondarySecret")),
        };
    }

    private static FcmAddress? Fcm(ObjectReader address)
    {
        const string Member = "registrationToken";
        var token = address.RequiredText(Member, MaxRegistrationToken);
        if (token is null || Checked(address, Member, token, !token.AsSpan().ContainsAnyExceptInRange('!', '~'), "This must be a registration token: ASCII characters without spaces.") is null)
            return null;
        return new FcmAddress(token);
    }

    private static ApnsAddress? Apns(ObjectReader address)
    {
        var token = address.RequiredText("deviceToken", MaxDeviceToken);
        token = Checked(address, "deviceToken", token, token is not null && HexPairs.IsMatch(token), "This must be a device token in hexadecimal, with two digits a byte.");
        var bundleId = address.RequiredText("bundleId", MaxBundleId);
        bundleId = Checked(address, "bundleId", bundleId, bundleId is not null && BundlePattern.IsMatch(bundleId), "This must be a bundle id of letters, digits, hyphens and periods.");
        var environment = AddressNames.Environment(address.RequiredText("environment", 16) is { } name
            ? Checked(address, "environment", name, AddressNames.Environment(name) is not null, "This must be production or sandbox.")
            : null);
        var pushType = AddressNames.PushType(address.RequiredText("pushType", 16) is { } type
            ? Checked(address, "pushType", type, AddressNames.PushType(type) is not null, "This must be voip or alert.")
            : null);
        return token is null || bundleId is null || environment is null || pushType is null
            ? null
            : new ApnsAddress(token, bundleId, environment.Value, pushType.Value);
    }

    private static WebhookAddress? Webhook(ObjectReader address)
    {
        var url = address.RequiredText("url", MaxUrl);
        url = Checked(address, "url", url, url is not null && IsWebUrl(url), "This must be an absolute https URL without user information or fragment.");
        var secret = Secret(address, "secret", address.RequiredText("secret", 128));
        var secondary = address.Find("secondarySecret") is null ? null : Secret(address, "secondarySecret", address.Text("secondarySecret", 128));
        return url is null || secret is null ? null : new WebhookAddress(url, secret, secondary);
    }

    // Plain http passes here: ChannelAvailability, which knows the origins that a setting allows, refuses it for all others.
    // U+FEFF is whitespace for the pattern of openapi.json, as for every regular expression of ECMAScript, and not for .NET.
    private static bool IsWebUrl(string text) =>
        !text.AsSpan().ContainsAny(" #\\\uFEFF")
        && !text.Any(unit => char.IsControl(unit) || char.IsWhiteSpace(unit))
        && Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
        && url.Host.Length > 0
        && url.UserInfo.Length == 0;

    private static string? Secret(ObjectReader address, string member, string? secret) =>
        Checked(address, member, secret, StandardWebhookSignature.IsSecret(secret), $"This must be a secret: {StandardWebhookSignature.SecretPrefix} followed by the base64 of 24 to 64 bytes.");

    /// <summary>The text if it is good; else null, and why.</summary>
    private static string? Checked(ObjectReader address, string member, string? text, bool good, string detail)
    {
        if (text is null || good)
            return text;
        address.Refuse(member, detail);
        return null;
    }

    [GeneratedRegex(@"\A(?:[0-9A-Fa-f]{2})+\z", RegexOptions.CultureInvariant)]
    private static partial Regex HexPairs { get; }

    [GeneratedRegex(@"\A[A-Za-z0-9.-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex BundlePattern { get; }
}
