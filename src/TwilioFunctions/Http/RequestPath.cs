using Microsoft.Azure.Functions.Worker.Http;

namespace TwilioFunctions.Http;

/// <summary>Reads the path of a request.</summary>
internal static class RequestPath
{
    /// <summary>The last segment, decoded. As a route parameter it would keep <c>%2F</c>, which could then be either of two texts.</summary>
    public static string LastSegment(this HttpRequestData request)
    {
        var path = request.Url.OriginalString.Split('?', 2)[0].TrimEnd('/');
        return Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
    }
}
