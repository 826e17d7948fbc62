using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>
/// The path as the real host hands it on: decoded and encoded again, without a loss. Kestrel's own <c>Path</c> has one where a percent
/// sign was escaped: <c>%252F</c> and <c>%2F</c> are the same in it.
/// </summary>
internal static class RequestPath
{
    public static string Of(HttpRequest request)
    {
        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget.Split('?', 2)[0] ?? "";
        if (!target.StartsWith('/') || !target.Contains("%25", StringComparison.Ordinal))
            return request.Path.ToUriComponent();

        var segments = target[1..].Split('/').Select(Uri.UnescapeDataString).ToArray();
        // Kestrel takes these out of the path.
        return segments.Any(segment => segment is "." or "..") ? request.Path.ToUriComponent() : string.Concat(segments.Select(Encode));
    }

    private static string Encode(string segment) =>
        // What looks like an escape stays as it is, so each percent sign is made one, and each slash.
        new PathString("/" + segment.Replace("%", "%25", StringComparison.Ordinal).Replace("/", "%2F", StringComparison.Ordinal)).ToUriComponent();
}
