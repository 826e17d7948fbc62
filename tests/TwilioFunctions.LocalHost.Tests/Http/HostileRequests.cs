using System.Text;

namespace TwilioFunctions.LocalHost.Tests.Http;

/// <summary>Makes requests of valid and invalid pieces. The first pieces are the valid ones, and they come most often.</summary>
internal static class HostileRequests
{
    private static readonly string[] Methods = ["GET", "POST", "get", "OPTIONS", "CONNECT", "G T", ""];
    private static readonly string[] Versions = ["HTTP/1.1", "HTTP/1.0", "HTTP/2.0", "HTTP/9", ""];
    private static readonly string[] Hosts = ["localhost", "LOCALHOST:80", "a..b", "", "[::1]:7071", "a b", "\u00fc", "-", "a:99999", "xn--a", "xn--", "1.2.3", "%41"];

    private static readonly string[] PathPieces =
    [
        "x", "/", "a%20b", ".", "..", "//", "%2e", "%2F", "%00", "%", "%ff", "%ed%a0%80", "%c3%a4", "{x}", "*", "\\", ":", ";", "'", "|", "\u00e4", "\u0001", "%25", "%u0041", "#", "@",
    ];

    private static readonly string[] QueryPieces = ["a=1", "&", "=", "a", "%41", "%ed%a0%80", "%", "+", "?", "#", "\u00ff", "[]", "code=1", "%00", "|"];

    private static readonly string[] Headers =
    [
        "Accept: */*", "Content-Type: application/json", "X-A: 1", "x-a: 2", "Content-Length: 0", "Content-Length: 3", "Content-Length: 2", "Transfer-Encoding: chunked", "Expect: 100-continue",
        "Connection: upgrade", "Upgrade: websocket", "Cookie: a=b", "traceparent: 00-ff", "tracestate: \t", "X-\u00e4: 1", "X-B: \u00e4", "X-C: \0", ":", "Host: other", "Content-Type: \"",
        "X-Forwarded-Host: a..b", "Content-Type: application/json; charset=x", "Range: bytes=0-", " folded", "If-Match: \"",
    ];

    private static readonly string[] Bodies = ["", "{}", "{\"a\":\"\\ud800\"}", "{\"\":{}}", "3\r\nabc\r\n0\r\n\r\n", "zz\r\n", "\0\0\0", "[[[["];

    public static string Next(Random random)
    {
        var request = new StringBuilder();
        var path = random.Next(3) == 0 ? $"/api/{Many(random, PathPieces)}" : $"/api/describe/{Many(random, PathPieces)}";
        var query = random.Next(2) == 0 ? "" : $"?{Many(random, QueryPieces)}";
        request.Append($"{One(random, Methods)} {path}{query} {One(random, Versions)}\r\nHost: {One(random, Hosts)}\r\nConnection: close\r\n");
        for (var count = random.Next(4); count > 0; count--)
            request.Append($"{One(random, Headers)}\r\n");
        // So that no server waits for the rest of a body.
        return request.Append("\r\n").Append(One(random, Bodies)).Append("\0\0\0").ToString();
    }

    private static string Many(Random random, string[] pieces) => string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => One(random, pieces)));

    // A power of a random number favours the first pieces.
    private static string One(Random random, string[] pieces) => pieces[(int)(Math.Pow(random.NextDouble(), 3) * pieces.Length)];
}
