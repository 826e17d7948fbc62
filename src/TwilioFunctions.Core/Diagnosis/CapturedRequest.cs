using System.Text;
using TwilioFunctions.Core.CallNotifications;
using TwilioFunctions.Core.EventStreams;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.Diagnosis;

/// <summary>A request as somebody saw it: the app, a proxy, Twilio's Debugger. Any text and any bytes will do.</summary>
internal sealed record CapturedRequest
{
    /// <summary>The HTTP method.</summary>
    public string Method { get; init; } = "POST";

    /// <summary>The URL, as the app received it or as Twilio called it; with a fragment if it was configured with one.</summary>
    public required string Url { get; init; }

    /// <summary>The headers, of which a proxy's tell what the app's URL was before; a name may repeat.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The raw body; empty without a body.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Returns a header's value, whatever the case of its name; several values are joined, as the host does. Null if the header is missing.</summary>
    public string? Header(string name)
    {
        string[] values = [.. Headers.Where(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value)];
        return values.Length == 0 ? null : string.Join(',', values);
    }

    internal SignedRequest ToSigned() => new(Method, Url, Header("X-Twilio-Signature"), Header("Content-Type"), Body);
}

/// <summary>A captured URL in its parts, and what the app makes of it.</summary>
/// <param name="Captured">Its beginning.</param>
/// <param name="Verified">The beginning that the app puts in its place: the configured one, if there is one.</param>
/// <param name="Path">What follows either.</param>
/// <param name="Query">With its question mark, or empty.</param>
/// <param name="Fragment">With its <c>#</c>, or empty; HTTP does not send it.</param>
internal sealed record CapturedUrl(UrlBase Captured, UrlBase Verified, string Path, string Query, string Fragment)
{
    public string VerifiedText => $"{Verified}{Path}{Query}";

    public static CapturedUrl Of(string url, string? baseUrl)
    {
        var fragment = url.IndexOf('#', StringComparison.Ordinal);
        var text = fragment < 0 ? url : url[..fragment];
        // A URL as it was given to Twilio holds the prefix that a proxy takes away before the app sees it.
        var isPublic = baseUrl is not null && text.StartsWith(baseUrl, StringComparison.Ordinal) && (text.Length == baseUrl.Length || text[baseUrl.Length] is '/' or '?');
        var captured = isPublic ? baseUrl! : PublicUrl.OriginOf(text);
        var target = text[captured.Length..];
        var query = target.IndexOf('?', StringComparison.Ordinal);
        return new CapturedUrl(
            UrlBase.Of(captured),
            UrlBase.Of(baseUrl ?? captured),
            query < 0 ? target : target[..query],
            query < 0 ? "" : target[query..],
            fragment < 0 ? "" : url[fragment..]);
    }
}

/// <summary>The accounts that a request names, wherever one of Twilio's products names them.</summary>
internal static class NamedAccounts
{
    private static readonly string[] Parameters = ["interactionAccountSid", "AccountSid"];

    public static string[] Of(SignedRequest request)
    {
        if (SignatureVerifier.IsForm(request))
            return InForm(request.Body.Span);
        if (!request.Body.IsEmpty)
            return CallNotificationBody.Parse(request.Body).AccountSid is { } accountSid ? [accountSid] : [.. EventBatch.Parse(request.Body).AccountSids];
        var query = request.Url.Split('#', 2)[0].Split('?', 2);
        return query.Length == 2 ? InForm(Encoding.UTF8.GetBytes(query[1])) : [];
    }

    private static string[] InForm(ReadOnlySpan<byte> form)
    {
        var parameters = FormParameters.Parse(form);
        return [.. Parameters.SelectMany(parameters.GetValues).Where(accountSid => accountSid.Length > 0).Distinct(StringComparer.Ordinal)];
    }
}
