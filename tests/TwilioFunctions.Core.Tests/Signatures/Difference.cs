using System.Text.RegularExpressions;

namespace TwilioFunctions.Core.Tests.Signatures;

/// <summary>A package of Twilio's that validates requests.</summary>
[Flags]
internal enum TwilioPackage
{
    /// <summary><c>validateRequest</c> and <c>validateRequestWithBody</c>, with forms read by Node's <c>querystring</c>.</summary>
    Npm = 1,

    /// <summary><c>RequestValidator</c>, with forms read by <c>HttpUtility.ParseQueryString</c>.</summary>
    NuGet = 2,

    Both = Npm | NuGet,
}

internal enum PackageResult
{
    Refuses,
    Accepts,
    Throws,
}

/// <summary>A kind of request on which Twilio's packages and our verifier differ.</summary>
/// <param name="Name">The kind.</param>
/// <param name="Packages">The packages that differ from our verifier.</param>
/// <param name="Result">The packages' result. Our verifier never throws, and returns the opposite of the other two.</param>
/// <param name="Applies">Whether a request is of the kind.</param>
/// <param name="Reason">Why the results differ, and why our verifier's is right.</param>
internal sealed partial record Difference(
    string Name, TwilioPackage Packages, PackageResult Result, Func<Exchange, bool> Applies, string Reason)
{
    public static IReadOnlyList<Difference> All { get; } =
    [
        new("no signature", TwilioPackage.NuGet, PackageResult.Throws,
            exchange => string.IsNullOrEmpty(exchange.Header("signature")),
            "The package takes it for a programming error. Anybody can send such a request, which must not become an error of the app."),
        new("an invalid URL", TwilioPackage.Both, PackageResult.Throws,
            exchange => !IsHttp(exchange.Received.Url),
            "The packages parse the URL with `new URL()` and `System.Uri`, which throw. Our verifier only compares text."),
        new("a host that System.Uri writes in another way", TwilioPackage.NuGet, PackageResult.Throws,
            exchange => IsHttp(exchange.Received.Url)
                && !exchange.Received.Url.Contains(new Uri(exchange.Received.Url).Host, StringComparison.OrdinalIgnoreCase),
            "The package looks for `Uri.Host` in the received URL and throws if it isn't there, for example for [2001:DB8:0::1]."),
        new("a parameter without an equals sign", TwilioPackage.NuGet, PackageResult.Throws,
            exchange => exchange.Received.Form is { Length: > 0 } form
                && form.Split('&').Any(parameter => !parameter.Contains('=', StringComparison.Ordinal)),
            "`ParseQueryString` reads it as a value of the name null, which the package can't put into its dictionary. " +
            "It is a name with an empty value: https://url.spec.whatwg.org/#urlencoded-parsing."),
        new("a bodySHA256 without an equals sign", TwilioPackage.NuGet, PackageResult.Throws,
            exchange => exchange.Received.Json is not null && HashesOf(exchange).Contains(null),
            "The package splits at the equals sign and reads the second part without a check. Our verifier reads an empty hash."),

        new("bytes that aren't UTF-8", TwilioPackage.Both, PackageResult.Accepts,
            exchange => exchange.Received.Form?.Contains("%FF", StringComparison.Ordinal) == true,
            "The form is decoded before the packages see it, and all such bytes become U+FFFD. The signature doesn't cover the bytes " +
            "that were received, so that our verifier refuses them."),
        new("values joined with commas", TwilioPackage.NuGet, PackageResult.Accepts,
            exchange => exchange.Received.Parameters?.Length > exchange.Signed.Parameters?.Length,
            "The package takes a=1&a=2 for the parameter a=1,2 that was signed. They are different forms with different signatures."),
        new("different bodySHA256", TwilioPackage.Both, PackageResult.Accepts,
            exchange => HashesOf(exchange).Distinct().Count() > 1,
            "The npm package takes the first, the NuGet package the last, and both ignore it without a body. Twilio was seen to repeat " +
            "the same hash only (https://github.com/twilio/twilio-php/issues/861): our verifier trusts none of different ones."),
        new("an escaped bodySHA256", TwilioPackage.Both, PackageResult.Accepts,
            exchange => exchange.Received.Json is not null
                && HashesOf(exchange).Any(hash => hash?.Contains('%', StringComparison.Ordinal) == true),
            "The packages decode it. Twilio writes lower-case hexadecimal digits, which need no escape: " +
            "https://www.twilio.com/docs/usage/webhooks/webhooks-security."),
        new("a bodySHA256 of another body on a form without parameters", TwilioPackage.Both, PackageResult.Accepts,
            exchange => exchange.Received is { Form: not null, Parameters: { } parameters } && HashesOf(exchange).Length > 0
                && parameters.All(parameter => parameter is { Key: "", Value: "" }),
            "The packages ignore bodySHA256 on a form. Nothing else binds an empty form to the signature: without the check, a JSON " +
            "request whose body was removed would pass as a form."),
        new("another spelling of the URL", TwilioPackage.Both, PackageResult.Accepts,
            exchange => IsSameUrl(
                exchange, url => Uri.UnescapeDataString(url).Replace("/./", "/", StringComparison.Ordinal).ToUpperInvariant()),
            "The npm package also tries what `new URL()` makes of the URL, the NuGet package what `UriBuilder` makes of it with the other " +
            "port. Twilio signs the URL as it was configured: https://www.twilio.com/docs/api/errors/57012."),

        new("escaped or unescaped apostrophes in the query", TwilioPackage.Both, PackageResult.Refuses,
            exchange => IsSameUrl(exchange, url => url.Replace("%27", "'", StringComparison.Ordinal)),
            "Twilio signs the unescaped apostrophe (https://github.com/twilio/twilio-node/issues/1059), some of its back ends the " +
            "escaped one (the npm package's source). The npm package tries the other form only with all else that `new URL()` changes, " +
            "the NuGet package never."),
        new("a slash after the host", TwilioPackage.Both, PackageResult.Refuses,
            exchange => IsSameUrl(exchange, url => Exchange.RootPath.Replace(url, "/", 1)),
            "Twilio signs a URL that was configured without a path as it is, and HTTP adds the slash: " +
            "https://github.com/kevinburke/twilio-go/issues/25. The packages add it when they parse the URL, and never remove it."),
        new("a name that repeats", TwilioPackage.NuGet, PackageResult.Refuses,
            exchange => HasEqualNames(exchange, StringComparer.Ordinal),
            "The package joins the values with commas. Twilio's packages for Node and Python sign each distinct value with its name."),
        new("names that differ in case only", TwilioPackage.NuGet, PackageResult.Refuses,
            exchange => HasEqualNames(exchange, StringComparer.OrdinalIgnoreCase) && !HasEqualNames(exchange, StringComparer.Ordinal),
            "`ParseQueryString` joins their values. Twilio's order of names is case-sensitive: " +
            "https://www.twilio.com/docs/usage/webhooks/webhooks-security."),
        new("an explicit default port", TwilioPackage.NuGet, PackageResult.Refuses,
            exchange => Exchange.PortOf(exchange.Received.Url) is ":443" or ":80" && Exchange.PortOf(exchange.Signed.Url).Length == 0,
            "The package removes a port only if `System.Uri` doesn't take it for the default. The npm package removes every port."),
        new("the other port, and a URL that System.Uri writes in another way", TwilioPackage.NuGet, PackageResult.Refuses,
            exchange => HasOtherPort(exchange)
                && !exchange.Received.Url.EndsWith(new Uri(exchange.Received.Url).PathAndQuery, StringComparison.Ordinal),
            "To change the port, the package writes the URL with `UriBuilder`, which changes %41, |, é, /./ and more. Twilio signs the " +
            "rest as it was configured."),
        new("the other port, and the host or scheme in the query", TwilioPackage.NuGet, PackageResult.Refuses,
            exchange => HasOtherPort(exchange)
                && exchange.Received.Url.StartsWith("HTTPS://Example.Com", StringComparison.Ordinal)
                && exchange.Received.Url.Contains("https://example.com", StringComparison.Ordinal),
            "To keep the case of scheme and host, the package replaces their text in the whole URL, the query included."),
    ];

    /// <summary>The kind with each package that differs.</summary>
    public IEnumerable<(string Name, TwilioPackage Package)> Occurrences =>
        from package in (TwilioPackage[])[TwilioPackage.Npm, TwilioPackage.NuGet]
        where Packages.HasFlag(package)
        select (Name, package);

    public bool Explains(Exchange exchange, TwilioPackage package, PackageResult result) =>
        Packages.HasFlag(package) && Result == result && Applies(exchange);

    private static bool IsHttp(string url) => Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https";

    /// <summary>Whether another URL was signed, which differs only in its port and in what <paramref name="equalize"/> removes.</summary>
    private static bool IsSameUrl(Exchange exchange, Func<string, string> equalize)
    {
        var received = Exchange.WithoutPort(exchange.Received.Url);
        var signed = Exchange.WithoutPort(exchange.Signed.Url);
        return received != signed && equalize(received) == equalize(signed);
    }

    private static bool HasOtherPort(Exchange exchange) => Exchange.PortOf(exchange.Received.Url) != Exchange.PortOf(exchange.Signed.Url);

    private static bool HasEqualNames(Exchange exchange, StringComparer comparer) =>
        exchange.Received.Parameters is { } parameters
        && parameters.DistinctBy(parameter => parameter.Key, comparer).Count() < parameters.Length;

    // Null for a name without an equals sign.
    private static string?[] HashesOf(Exchange exchange) =>
    [
        .. from match in HashParameter.Matches(exchange.Received.Url)
           let hash = match.Groups["value"]
           select hash.Success ? hash.Value : null,
    ];

    [GeneratedRegex("(?<=[?&])bodySHA256(?:=(?<value>[^&]*))?(?=&|$)")]
    private static partial Regex HashParameter { get; }
}
