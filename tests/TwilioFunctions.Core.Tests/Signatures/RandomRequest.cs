using System.Text;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.Tests.Signatures;

/// <summary>A request of the kinds that Twilio sends, made up from a seeded source.</summary>
/// <param name="Url">As received.</param>
/// <param name="Parameters">Of a form; null where the request is none.</param>
/// <param name="Body">Of what is no form; null for a GET.</param>
internal sealed record RandomRequest(string Url, KeyValuePair<string, string>[]? Parameters, string? Body)
{
    private static readonly string[] Names =
        ["CallSid", "callSid", "CALLSID", "To", "From", "Digits", "", "Ünï", "😀", "\uFF5E", "a b", "constructor"];

    private static readonly string[] Values =
    [
        "", " ", "1234", "+14158675309", "queued", "Hello & goodbye! 100% @#$^*()=?", "ñáéíóú", "漢字\r\n", "😀", "\uFFFD", "it's", "%41",
    ];

    private static readonly string[] Origins =
    [
        "https://example.com", "https://example.com:443", "https://example.com:8443", "http://example.com", "http://example.com:80",
        "HTTPS://Example.Com", "https://user:pass@example.com", "https://user@example.com:8443", "https://[2001:db8::1]",
        "https://[2001:db8::1]:8443",
    ];

    private static readonly string[] Paths = ["", "/", "/x", "/api/twilio/events", "/a%20b/%C3%A9", "/it's", "//x/./y", "/é"];

    private static readonly string[] Queries =
    [
        "", "?", "?foo=1&bar=2", "?a=%41&b=%7c%7C", "?q=it's", "?q=it%27s", "?a=b|c d{}", "?a+b=c%20d", "?&&=&a", "?é=ü",
        "?code=a%2Fb==", "?a=1?b=2",
    ];

    public static RandomRequest Next(Random random)
    {
        var url = Pick(random, Origins) + Pick(random, Paths) + Pick(random, Queries);
        return random.Next(3) switch
        {
            0 => new(url, null, null),
            1 => new(url, [.. Enumerable.Range(0, random.Next(8)).Select(_ => RandomParameter(random))], null),
            _ => WithBody(url, $$"""{"{{Pick(random, Names)}}":"{{Pick(random, Values)}}"}"""),
        };
    }

    public SignedRequest With(string? signature) =>
        Parameters is not null ? Verifiers.PostForm(Url, signature, Parameters)
        : Body is not null ? Verifiers.Post(Url, signature, "application/json", Encoding.UTF8.GetBytes(Body))
        : Verifiers.Get(Url, signature);

    public static string Pick(Random random, string[] choices) => choices[random.Next(choices.Length)];

    public static RandomRequest WithBody(string url, string body) =>
        new(RequestSigner.AppendBodyHash(url, Encoding.UTF8.GetBytes(body)), null, body);

    private static KeyValuePair<string, string> RandomParameter(Random random) => new(Pick(random, Names), Pick(random, Values));
}
