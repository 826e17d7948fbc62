using Microsoft.Azure.Functions.Worker.Http;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

internal static class CookieHeader
{
    /// <summary>The cookies of a <c>Cookie</c> header, values as they were sent. A library would decode them; the real worker does not.</summary>
    public static IReadOnlyCollection<IHttpCookie> Parse(string header) =>
        Array.ConvertAll(
            header.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            pair => pair.Split('=', 2) is [var name, var value] ? new HttpCookie(name, value) : (IHttpCookie)new HttpCookie(pair, ""));
}
