using TwilioFunctions.Core.Calls;

namespace TwilioFunctions.Core.Recordings;

/// <summary>
/// Which URLs are asked for audio: those of <c>*.twilio.com</c> over HTTPS and no others, since the account's credentials go with the
/// request. Source: https://www.twilio.com/docs/voice/api/recording#fetch-a-recording-media-file
/// </summary>
internal static class MediaUrl
{
    private const string TwilioDomain = ".twilio.com";
    private const string ApiUrl = "https://api.twilio.com/2010-04-01/";

    /// <summary>Where a recording's audio is: what Twilio said, or what its SIDs make where it said nothing. Null for a URL that is not Twilio's.</summary>
    public static Uri? Of(RecordingCallback recording, RecordingFormat format)
    {
        var text = recording.Url
            ?? $"{ApiUrl}Accounts/{Uri.EscapeDataString(recording.AccountSid ?? "")}/Recordings/{Uri.EscapeDataString(recording.RecordingSid)}";
        if (Parse(text) is not { } url)
            return null;
        var path = url.GetLeftPart(UriPartial.Path);
        var known = RecordingFormats.All.FirstOrDefault(extension => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase));
        return Parse(path[..(path.Length - (known?.Length ?? 0))] + format.Extension());
    }

    /// <summary>The URL; null for what may not be asked.</summary>
    public static Uri? Parse(string? text) =>
        text is not null && text.All(IsPlain) && Uri.TryCreate(text, UriKind.Absolute, out var url) && IsTwilios(url) ? url : null;

    /// <summary>Where a redirect leads; null when that may not be asked.</summary>
    public static Uri? Follow(Uri from, string? location) =>
        location is { Length: > 0 } && location.All(IsPlain) && Uri.TryCreate(from, location, out var url) && IsTwilios(url) ? url : null;

    private static bool IsTwilios(Uri url) => url is { IsAbsoluteUri: true, HostNameType: UriHostNameType.Dns, IsDefaultPort: true, UserInfo: "" }
        && url.Scheme == Uri.UriSchemeHttps
        && url.IdnHost.EndsWith(TwilioDomain, StringComparison.OrdinalIgnoreCase)
        && url.IdnHost.Length > TwilioDomain.Length;

    // Other characters are read in different ways by those who read URLs: a backslash, white space, letters that look like others.
    private static bool IsPlain(char character) => character is > ' ' and < '\x7f' and not '\\';
}
