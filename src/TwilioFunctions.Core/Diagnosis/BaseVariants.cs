using System.Text.RegularExpressions;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.Diagnosis;

/// <summary>
/// What Twilio may have called in place of the URL's beginning: what is captured and configured, and what proxies say in their headers
/// of what they replaced. Such headers are good enough for a guess; the app itself must not believe them.
/// </summary>
internal static partial class BaseVariants
{
    private const int MaxOfAKind = 4;

    private static readonly string[] HostHeaders = ["X-Forwarded-Host", "X-Original-Host", "Disguised-Host", "X-Host", "Host"];

    private static readonly string[] PathHeaders =
        ["X-Original-Url", "X-Original-Uri", "X-Rewrite-Url", "X-Forwarded-Uri", "X-Forwarded-Path", "X-Envoy-Original-Path"];

    // Where development servers and second listeners use to be.
    private static readonly string[] UsualPorts = [":8443", ":8080", ":7071", ":3000", ":5000", ":5001", ":4443", ":444"];

    public static IReadOnlyList<Variant<UrlBase>> Of(CapturedUrl url, CapturedRequest request)
    {
        var variants = new Dictionary<UrlBase, int> { [url.Verified] = 0 };
        foreach (var (authority, hostCost) in Authorities(url.Verified, url.Captured, request))
        {
            foreach (var (scheme, schemeCost) in Schemes(authority.Scheme))
            {
                foreach (var (port, portCost) in Ports(authority.Port, request))
                {
                    foreach (var (prefix, prefixCost) in Prefixes(authority.Prefix, url.Path, request))
                    {
                        var variant = new UrlBase(scheme, authority.Host, port, prefix);
                        var cost = hostCost + schemeCost + portCost + prefixCost;
                        if (cost < variants.GetValueOrDefault(variant, int.MaxValue))
                            variants[variant] = cost;
                    }
                }
            }
        }

        return [.. variants.Select(variant => new Variant<UrlBase>(variant.Key, variant.Value, variant.Key.DifferencesFrom(url.Verified)))];
    }

    private static IEnumerable<(UrlBase Base, int Cost)> Authorities(UrlBase verified, UrlBase captured, CapturedRequest request)
    {
        yield return (verified, 0);
        yield return (captured, 1);
        foreach (var authority in HostHeaders.SelectMany(name => Values(request, name)).Concat(Forwarded(request, "host")).Where(IsHost).Distinct().Take(MaxOfAKind))
        {
            var host = UrlBase.Of($"{verified.Scheme}://{authority}");
            yield return (host with { Prefix = verified.Prefix }, 1);
        }
    }

    private static IEnumerable<(string Scheme, int Cost)> Schemes(string scheme) =>
        [(scheme, 0), (scheme.Equals("https", StringComparison.OrdinalIgnoreCase) ? "http" : "https", 1)];

    // SignatureVerifier itself tries a URL without its port, and with the scheme's own.
    private static IEnumerable<(string Port, int Cost)> Ports(string port, CapturedRequest request) =>
    [
        (port, 0),
        .. Values(request, "X-Forwarded-Port").Where(IsPort).Select(value => ($":{value}", 1)).Take(MaxOfAKind),
        .. UsualPorts.Select(usual => (usual, 2)),
    ];

    private static IEnumerable<(string Prefix, int Cost)> Prefixes(string prefix, string path, CapturedRequest request)
    {
        yield return (prefix, 0);
        foreach (var value in Values(request, "X-Forwarded-Prefix").Take(MaxOfAKind))
            yield return ($"/{value.Trim('/')}", 1);
        // A header with the whole path: what stands before the part that the app sees.
        foreach (var original in PathHeaders.SelectMany(name => Values(request, name)).Take(MaxOfAKind))
        {
            var before = original.Split('?', '#')[0];
            if (path.Length > 1 && before.Length > path.Length && before[0] == '/' && before.EndsWith(path, StringComparison.Ordinal))
                yield return (before[..^path.Length], 1);
        }

        // The route prefix of every Functions app.
        yield return ("/api", 3);
        if (prefix.Length > 0)
            yield return ("", 2);
    }

    private static string[] Values(CapturedRequest request, string name) =>
        (request.Header(name) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>https://www.rfc-editor.org/rfc/rfc7239: <c>for=192.0.2.43;host=example.com;proto=https</c>.</summary>
    private static IEnumerable<string> Forwarded(CapturedRequest request, string name) =>
        Values(request, "Forwarded")
            .SelectMany(element => element.Split(';', StringSplitOptions.TrimEntries))
            .Where(pair => pair.StartsWith(name + "=", StringComparison.OrdinalIgnoreCase))
            .Select(pair => pair[(name.Length + 1)..].Trim('"'));

    private static bool IsHost(string text) => Host.IsMatch(text);

    private static bool IsPort(string text) => text.Length is > 0 and < 6 && text.All(char.IsAsciiDigit);

    [GeneratedRegex(@"^[A-Za-z0-9._\-\[\]:]{1,253}\z")]
    private static partial Regex Host { get; }
}

/// <summary>The parts of a URL's beginning.</summary>
/// <param name="Scheme"><c>https</c>, as it is written.</param>
/// <param name="Host">The host, with the user info where there is one.</param>
/// <param name="Port">With its colon, or empty.</param>
/// <param name="Prefix">The part of the path that a proxy takes away, with its slash, or empty.</param>
internal readonly record struct UrlBase(string Scheme, string Host, string Port, string Prefix)
{
    public static UrlBase Of(string url)
    {
        var origin = PublicUrl.OriginOf(url);
        var scheme = origin.IndexOf("://", StringComparison.Ordinal);
        var host = scheme < 0 ? origin : origin[(scheme + 3)..];
        var start = host.LastIndexOfAny(['@', ']', '/']) + 1;
        var colon = host.IndexOf(':', start);
        return new UrlBase(
            scheme < 0 ? "" : origin[..scheme], colon < 0 ? host : host[..colon], colon < 0 ? "" : host[colon..], url[origin.Length..]);
    }

    public override string ToString() => $"{Scheme}{(Scheme.Length == 0 ? "" : "://")}{Host}{Port}{Prefix}";

    public SignatureCause[] DifferencesFrom(UrlBase other)
    {
        var differences = new List<SignatureCause>();
        if (Scheme != other.Scheme)
            differences.Add(SignatureCause.Scheme);
        if (Host != other.Host)
            differences.Add(SignatureCause.ProxyHost);
        // Another host has another port as a matter of course.
        else if (Port != other.Port)
            differences.Add(SignatureCause.Port);
        if (Prefix != other.Prefix)
            differences.Add(SignatureCause.PathPrefix);
        return [.. differences];
    }
}
