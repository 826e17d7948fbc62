using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.Tests.Signatures;

/// <summary>A request as it is received, and how it was signed.</summary>
/// <param name="Change">What differs between the two.</param>
/// <param name="Received">The request as it is received.</param>
/// <param name="Signed">The request that was signed.</param>
/// <param name="Token">The token that signed it.</param>
/// <param name="Header">Returns the header that is received for a signature.</param>
internal sealed partial record Exchange(
    string Change, RandomRequest Received, RandomRequest Signed, string Token, Func<string, string?> Header)
{
    public const string AuthToken = "0123456789abcdef0123456789abcdef";

    private const string HashName = "bodySHA256=";

    private static readonly string[] InvalidUrls =
        ["/", "/api/x", "://", "https://", "http://[::1", "https://example.com:port/x", "https://exa mple.com/x"];

    private static readonly (string Name, Func<Random, RandomRequest, Exchange> Apply)[] Changes =
    [
        ("nothing", (_, request) => Same(request)),
        ("another token", (_, request) => Same(request) with { Token = "another token" }),

        ("no header", (_, request) => Same(request) with { Header = _ => null }),
        ("an empty header", (_, request) => Same(request) with { Header = _ => "" }),
        ("a space after the signature", (_, request) => Same(request) with { Header = signature => signature + " " }),
        ("two signatures in a header", (_, request) => Same(request) with { Header = signature => $"{signature},{signature}" }),
        ("a signature in lower case", (_, request) => Same(request) with { Header = signature => signature.ToLowerInvariant() }),
        ("a header that isn't Base64", (_, request) => Same(request) with { Header = _ => "ÿ\0 and up to 28 characters" }),

        ("another parameter, body or query", (_, request) => Same(request) with { Signed = WithOther(request) }),
        ("a body that was removed", (_, request) => Same(request) with { Received = WithoutBody(request) }),
        ("a letter that moved from a value to its name", (_, request) => SignedWith(request, MoveLetters)),
        ("values that were joined with commas", (_, request) => SignedWith(request, JoinValues)),

        ("the other port", (_, request) => SignedAs(request, WithOtherPort)),
        ("a port that isn't the default", (_, request) => SignedAs(request, url => Port.Replace(url, ":8080", 1))),
        ("escaped apostrophes in the query", (_, request) => SignedAs(request, url => ReplaceInQuery(url, "'", "%27"))),
        ("unescaped apostrophes in the query", (_, request) => SignedAs(request, url => ReplaceInQuery(url, "%27", "'"))),
        ("escaped apostrophes in the path", (_, request) => SignedAs(request, url => ApostropheInPath.Replace(url, "%27"))),
        ("no slash after the host", (_, request) => SignedAs(request, url => RootPath.Replace(url, "", 1))),
        ("a slash after the host", (_, request) => SignedAs(request, url => RootPath.Replace(url, "/", 1))),
        ("a host in lower case", (_, request) => SignedAs(request, url => Replace(url, "HTTPS://Example.Com", "https://example.com"))),
        ("a host in upper case", (_, request) => SignedAs(request, url => Replace(url, "https://example.com", "HTTPS://EXAMPLE.COM"))),
        ("an escaped query", (_, request) => SignedAs(request, EscapeQuery)),
        ("an escaped path", (_, request) => SignedAs(request, url => Replace(url, "/é", "/%C3%A9"))),
        ("a path without dots", (_, request) => SignedAs(request, url => Replace(url, "/./", "/"))),
        ("unescaped letters", (_, request) => SignedAs(request, url => Replace(url, "%41", "A"))),

        ("no bodySHA256", (_, request) => Same(InHash(request, _ => ""))),
        ("bodySHA256 in upper case", (_, request) => Same(InHash(request, hash => HashName + hash[HashName.Length..].ToUpperInvariant()))),
        ("an escaped bodySHA256", (_, request) => Same(InHash(request, hash => hash[..^1] + Uri.HexEscape(hash[^1])))),
        ("a bodySHA256 of another body", (_, request) => Same(WithHashes(request, "another body"))),
        ("a bodySHA256 that is repeated", (_, request) => Same(WithHashes(request, request.Body ?? "", request.Body ?? ""))),
        ("a second bodySHA256 of another body", (_, request) => Same(WithHashes(request, request.Body ?? "", "another body"))),
        ("a first bodySHA256 of another body", (_, request) => Same(WithHashes(request, "another body", request.Body ?? ""))),
        ("a bodySHA256 without a value", (_, request) => Same(WithEmptyHash(request))),

        ("an invalid URL", (random, request) => Same(request) with { Received = WithInvalidUrl(random, request) }),
        ("an invalid URL that was signed", (random, request) => Same(WithInvalidUrl(random, request))),
        ("an empty URL", (_, request) => Same(request) with { Received = request with { Url = "" } }),
    ];

    /// <summary>A random request with a random change; a quarter of them are signed with the other port besides.</summary>
    public static Exchange Next(Random random)
    {
        var (change, apply) = RandomRequest.Pick(random, Changes);
        var exchange = apply(random, RandomRequest.Next(random)) with { Change = change };
        return random.Next(4) > 0 ? exchange : exchange with { Signed = exchange.Signed with { Url = WithOtherPort(exchange.Signed.Url) } };
    }

    public string ToJson() => JsonSerializer.Serialize(new { Change, Received, Signed, Token });

    public static string PortOf(string url) => Port.Match(url).Value;

    public static string WithoutPort(string url) => Port.Replace(url, "", 1);

    private static Exchange Same(RandomRequest request) => new("", request, request, AuthToken, signature => signature);

    private static Exchange SignedAs(RandomRequest request, Func<string, string> change) =>
        Same(request) with { Signed = request with { Url = change(request.Url) } };

    private static Exchange SignedWith(
        RandomRequest request, Func<KeyValuePair<string, string>[], IEnumerable<KeyValuePair<string, string>>> change) =>
        Same(request) with { Signed = request with { Parameters = request.Parameters is null ? null : [.. change(request.Parameters)] } };

    private static RandomRequest WithOther(RandomRequest request) =>
        request.Parameters is not null ? request with { Parameters = [.. request.Parameters, new("Other", "1")] }
        : request.Body is not null ? WithHashes(request, request.Body + " ")
        : request with { Url = request.Url + "&" };

    private static RandomRequest WithoutBody(RandomRequest request) => request with { Body = request.Body is null ? null : "" };

    private static IEnumerable<KeyValuePair<string, string>> MoveLetters(KeyValuePair<string, string>[] parameters) =>
        from parameter in parameters
        let movesLetter = parameter.Value is "1234" or "queued"
        select movesLetter ? new(parameter.Key + parameter.Value[0], parameter.Value[1..]) : parameter;

    private static IEnumerable<KeyValuePair<string, string>> JoinValues(KeyValuePair<string, string>[] parameters) =>
        from parameter in parameters
        group parameter.Value by parameter.Key into values
        select new KeyValuePair<string, string>(values.Key, string.Join(',', values));

    private static RandomRequest WithHashes(RandomRequest request, params string[] bodies) => bodies.Aggregate(
        InHash(request, _ => ""),
        (hashed, body) => hashed with { Url = BodyHash.Append(hashed.Url, Encoding.UTF8.GetBytes(body)) });

    private static RandomRequest InHash(RandomRequest request, Func<string, string> change) =>
        request with { Url = Hash.Replace(request.Url, hash => change(hash.Value)) };

    private static string WithOtherPort(string url) =>
        Port.Replace(url, port => port.Length > 0 ? "" : url.StartsWith("http:", StringComparison.Ordinal) ? ":80" : ":443", 1);

    private static RandomRequest WithEmptyHash(RandomRequest request) =>
        request with { Url = $"{request.Url}{(request.Url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{HashName[..^1]}" };

    private static RandomRequest WithInvalidUrl(Random random, RandomRequest request) =>
        request with { Url = RandomRequest.Pick(random, InvalidUrls) };

    private static string EscapeQuery(string url) =>
        InQuery(url, query => NotEscaped.Replace(query, character => Uri.EscapeDataString(character.Value)));

    private static string ReplaceInQuery(string url, string old, string replacement) =>
        InQuery(url, query => Replace(query, old, replacement));

    private static string InQuery(string url, Func<string, string> change)
    {
        var query = url.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? url : url[..query] + change(url[query..]);
    }

    private static string Replace(string text, string old, string replacement) => text.Replace(old, replacement, StringComparison.Ordinal);

    [GeneratedRegex(@"(?<=^[^/]*//(?:[^/?@]*@)?(?:\[[^\]]*\]|[^/?:]*))(?::\d+)?(?=[/?]|$)")]
    private static partial Regex Port { get; }

    [GeneratedRegex(@"(?<=^[^?]*)'")]
    private static partial Regex ApostropheInPath { get; }

    [GeneratedRegex(@"(?<=^[^/]*//[^/?]*)/?(?=\?|$)")]
    public static partial Regex RootPath { get; }

    [GeneratedRegex("[^!-~]|[|{}]")]
    private static partial Regex NotEscaped { get; }

    [GeneratedRegex($"{HashName}[0-9a-f]{{64}}")]
    private static partial Regex Hash { get; }
}
