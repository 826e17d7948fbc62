using System.Text;
using System.Text.RegularExpressions;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.Tests.Signatures;

/// <summary>A request as it is received, as it was signed, and the token that signed it.</summary>
internal sealed record Exchange(RandomRequest Received, RandomRequest Signed, string Token);

/// <summary>A way in which what is received may differ from what was signed.</summary>
/// <param name="Name">What differs.</param>
/// <param name="Of">Makes the difference.</param>
/// <param name="Lenient">Who may accept what the other refuses: <c>npm</c>, <c>we</c>, or nobody.</param>
/// <param name="Reason">Why that is so.</param>
internal sealed record Difference(string Name, Func<RandomRequest, Exchange> Of, string? Lenient = null, string? Reason = null)
{
    public const string Token = "0123456789abcdef0123456789abcdef";

    public static IReadOnlyList<Difference> All { get; } =
    [
        new("nothing", request => new(request, request, Token)),
        new("another token signed it", request => new(request, request, "another token")),
        new("another parameter or body", request => new(request, WithOther(request), Token)),
        new("a bodySHA256 that is repeated", request => Both(WithHash(request, request.Body ?? ""))),
        new("the port", SignedAs(WithOtherPort)),
        new("the apostrophes in the query are escaped",
            SignedAs(url => InQuery(url, query => query.Replace("'", "%27", StringComparison.Ordinal))),
            "we", "The npm package escapes them only together with everything else that `new URL()` changes."),
        new("the apostrophes in the query are not escaped",
            SignedAs(url => InQuery(url, query => query.Replace("%27", "'", StringComparison.Ordinal))),
            "we", "The npm package brings them back only by decoding the whole query and encoding it again."),
        new("the apostrophes in the path are escaped", SignedAs(url => Regex.Replace(url, @"(?<=^[^?]*)'", "%27"))),
        new("no path",
            SignedAs(url => Regex.Replace(url, @"(?<=^[^/]*//[^/?]*)/?(?=\?|$)", "")),
            "we", "A URL configured without a path is signed without the slash that is received; no official validator handles it."),
        new("a path",
            SignedAs(url => Regex.Replace(url, @"(?<=^[^/]*//[^/?]*)(?=\?|$)", "/")),
            "we", "The npm package adds the slash only together with everything else that `new URL()` changes."),
        new("scheme and host in lower case",
            SignedAs(url => url.Replace("HTTPS://Example.Com", "https://example.com", StringComparison.Ordinal)),
            "npm", "The npm package tries `new URL()` too; Twilio signs the case that was configured (twilio-csharp's vectors)."),
        new("the query is encoded again",
            SignedAs(url => InQuery(url, query => Regex.Replace(query, "[^!-~]|[|{}]", one => Uri.EscapeDataString(one.Value)))),
            "npm", "The npm package encodes the query again for old back ends; Twilio signs the query that it sends."),
        new("a second bodySHA256, of another body",
            request => Both(WithHash(request, "another body")),
            "npm", "The npm package takes the first, and does not look at it where there is no body; we refuse different ones."),
    ];

    private static Func<RandomRequest, Exchange> SignedAs(Func<string, string> url) =>
        request => new(request, request with { Url = url(request.Url) }, Token);

    private static Exchange Both(RandomRequest request) => new(request, request, Token);

    private static RandomRequest WithHash(RandomRequest request, string body)
    {
        var hashed = request.Body is null ? RequestSigner.AppendBodyHash(request.Url, []) : request.Url;
        return request with { Url = RequestSigner.AppendBodyHash(hashed, Encoding.UTF8.GetBytes(body)) };
    }

    private static RandomRequest WithOther(RandomRequest request) =>
        request.Parameters is not null ? request with { Parameters = [.. request.Parameters, new("Other", "1")] }
        : request.Body is not null ? RandomRequest.WithBody(request.Url[..^"?bodySHA256=".Length][..^64], request.Body + " ")
        : request with { Url = request.Url + "&" };

    private static string WithOtherPort(string url)
    {
        var port = new Regex(@"(?<=^[^/]*//(?:[^/?@]*@)?(?:\[[^\]]*\]|[^/?:]*))(?::\d+)?(?=[/?]|$)");
        return port.Replace(url, found => found.Length > 0 ? "" : url.StartsWith("http:", StringComparison.Ordinal) ? ":80" : ":443", 1);
    }

    private static string InQuery(string url, Func<string, string> change)
    {
        var query = url.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? url : url[..query] + change(url[query..]);
    }
}
