namespace TwilioFunctions.Core.Signatures.Diagnosis;

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
