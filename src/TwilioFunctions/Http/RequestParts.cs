using Microsoft.Azure.Functions.Worker.Http;

namespace TwilioFunctions.Http;

/// <summary>Reads headers and bodies.</summary>
internal static class RequestParts
{
    /// <summary>A header's value, its lines joined by commas; null where there is none.</summary>
    public static string? Header(this HttpRequestData request, string name) =>
        request.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;

    /// <summary>
    /// The URL as it was received; null if it isn't valid. The worker parses the URL when it is first read, and throws for a
    /// <c>Host</c> such as <c>a..b</c>, which anybody can send.
    /// </summary>
    public static string? ReceivedUrl(this HttpRequestData request)
    {
        try
        {
            return request.Url.OriginalString;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }

    /// <summary>
    /// Whether the request has a body that the Functions host didn't hand on: it does so with a <c>Content-Length</c> only, and not with
    /// <c>Transfer-Encoding: chunked</c>, as .NET's <c>JsonContent</c> sends it.
    /// </summary>
    public static bool LacksItsBody(this HttpRequestData request) => request.Body.Length == 0 && request.Header("Transfer-Encoding") is not null;

    /// <summary>The body; null when it is larger than <paramref name="maxBytes"/>.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadBodyAsync(this HttpRequestData request, int maxBytes, CancellationToken cancellationToken)
    {
        if (request.Body.Length > maxBytes)
            return null;
        var body = new byte[request.Body.Length];
        await request.Body.ReadExactlyAsync(body, cancellationToken);
        return body;
    }
}
