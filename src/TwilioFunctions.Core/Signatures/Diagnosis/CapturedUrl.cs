namespace TwilioFunctions.Core.Signatures.Diagnosis;

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
