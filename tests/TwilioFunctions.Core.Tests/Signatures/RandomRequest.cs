using System.Text;
using System.Text.RegularExpressions;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.Tests.Signatures;

/// <summary>A request of the kinds that Twilio sends, with names, values and URLs that only a hostile client sends.</summary>
/// <param name="Url">The URL.</param>
/// <param name="Parameters">The decoded parameters of a form; null for other requests.</param>
/// <param name="Body">The raw form or JSON; null for a GET.</param>
internal sealed partial record RandomRequest(string Url, KeyValuePair<string, string>[]? Parameters, string? Body)
{
    private static readonly string[] Names =
    [
        "CallSid", "callSid", "CALLSID", "To", "From", "Digits", "", "Ünï", "😀", "\uFF5E", "a b", "constructor", "__proto__", "10", "9",
    ];

    private static readonly string[] Values =
    [
        "", " ", "1234", "+14158675309", "queued", "Hello & goodbye! 100% @#$^*()=?", "ñáéíóú", "漢字\r\n", "😀", "\uFFFD", "it's", "%41",
        "1,2", "a\0b",
    ];

    private static readonly string[] Origins =
    [
        "https://example.com", "https://example.com:443", "https://example.com:8443", "http://example.com", "http://example.com:80",
        "HTTPS://Example.Com", "https://user:pass@example.com", "https://user@example.com:8443", "https://[2001:db8::1]",
        "https://[2001:DB8:0::1]:8443",
    ];

    private static readonly string[] Paths = ["", "/", "/x", "/api/twilio/events", "/a%20b/%C3%A9", "/it's", "//x/./y", "/é"];

    private static readonly string[] Queries =
    [
        "", "?", "?foo=1&bar=2", "?a=%41&b=%7c%7C", "?q=it's", "?q=it%27s", "?a=b|c d{}", "?a+b=c%20d", "?&&=&a", "?é=ü",
        "?code=a%2Fb==", "?a=1?b=2", "?next=https://example.com",
    ];

    // Every way in which clients encode a name or value.
    private static readonly Func<string, string>[] Encodings =
    [
        text => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal),
        Uri.EscapeDataString,
        text => Escape.Replace(Uri.EscapeDataString(text), escape => escape.Value.ToLowerInvariant()),
        text => string.Concat(Encoding.UTF8.GetBytes(text).Select(value => $"%{value:X2}")),
        text => Delimiter.Replace(text, delimiter => Uri.EscapeDataString(delimiter.Value)),
        text => IncompleteEscape.Replace(Uri.EscapeDataString(text), "%"),
        text => Uri.EscapeDataString(text).Replace("%EF%BF%BD", "%FF", StringComparison.Ordinal),
    ];

    public string? Form => Parameters is null ? null : Body;

    public string? Json => Parameters is null ? Body : null;

    public static RandomRequest Next(Random random)
    {
        var url = Pick(random, Origins) + Pick(random, Paths) + Pick(random, Queries);
        return random.Next(3) switch
        {
            0 => new(url, null, null),
            1 => WithForm(random, url, [.. Enumerable.Range(0, random.Next(8)).Select(_ => RandomParameter(random))]),
            _ => WithJson(random, url),
        };
    }

    public SignedRequest With(string? signature) =>
        Body is null
            ? Verifiers.Get(Url, signature)
            : Verifiers.Post(Url, signature, Form is null ? "application/json" : Verifiers.Form, Encoding.UTF8.GetBytes(Body));

    public static T Pick<T>(Random random, T[] choices) => choices[random.Next(choices.Length)];

    private static RandomRequest WithForm(Random random, string url, KeyValuePair<string, string>[] parameters)
    {
        var encode = Pick(random, Encodings);
        var omitsEquals = random.Next(8) == 0;
        return new(url, parameters, string.Join('&', parameters.Select(parameter =>
            $"{encode(parameter.Key)}{(omitsEquals && parameter.Value.Length == 0 ? "" : "=")}{encode(parameter.Value)}")));
    }

    private static RandomRequest WithJson(Random random, string url)
    {
        var json = $$"""{"{{Pick(random, Names)}}":"{{Pick(random, Values)}}"}""";
        return new(BodyHash.Append(url, Encoding.UTF8.GetBytes(json)), null, json);
    }

    private static KeyValuePair<string, string> RandomParameter(Random random) => new(Pick(random, Names), Pick(random, Values));

    [GeneratedRegex("%[0-9A-F]{2}")]
    private static partial Regex Escape { get; }

    [GeneratedRegex("[%&+=]")]
    private static partial Regex Delimiter { get; }

    [GeneratedRegex("%25(?![0-9A-Fa-f]{2})")]
    private static partial Regex IncompleteEscape { get; }
}
