using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.Diagnosis;

/// <summary>Takes <c>bodySHA256</c> out of a URL's query, and puts it there.</summary>
internal static class BodyHashes
{
    private const string Name = "bodySHA256";

    /// <summary>Each of them, as it stands in the query.</summary>
    public static string[] In(string url) => [.. Parameters(url).Where(IsHash)];

    public static string Append(string url, ReadOnlyMemory<byte> body) => WithFragmentLast(url, target => BodyHash.Append(target, body.Span));

    public static string Without(string url) => Rewrite(url, parameters => parameters.Where(parameter => !IsHash(parameter)));

    /// <summary>Only that one of several, where the first one stands.</summary>
    public static string KeepOnly(string url, Index which)
    {
        var hashes = In(url);
        if (hashes.Length < 2)
            return url;
        var kept = false;
        return Rewrite(url, parameters => parameters.Where(parameter => !IsHash(parameter) || (!kept && (kept = true))).Select(parameter => IsHash(parameter) ? hashes[which] : parameter));
    }

    /// <summary>The only one a second time right behind it, as it was seen in https://github.com/twilio/twilio-php/issues/861.</summary>
    public static string Twice(string url) => In(url).Length == 1
        ? Rewrite(url, parameters => parameters.SelectMany(parameter => IsHash(parameter) ? (string[])[parameter, parameter] : [parameter]))
        : url;

    private static bool IsHash(string parameter) => parameter == Name || parameter.StartsWith($"{Name}=", StringComparison.Ordinal);

    private static string[] Parameters(string url)
    {
        var target = url.Split('#', 2)[0];
        var query = target.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? [] : target[(query + 1)..].Split('&');
    }

    private static string Rewrite(string url, Func<string[], IEnumerable<string>> rewrite) => WithFragmentLast(url, target =>
    {
        var query = target.IndexOf('?', StringComparison.Ordinal);
        if (query < 0)
            return target;
        var parameters = string.Join('&', rewrite(Parameters(target)));
        return parameters.Length == 0 ? target[..query] : $"{target[..query]}?{parameters}";
    });

    private static string WithFragmentLast(string url, Func<string, string> rewrite)
    {
        var fragment = url.IndexOf('#', StringComparison.Ordinal);
        return fragment < 0 ? rewrite(url) : rewrite(url[..fragment]) + url[fragment..];
    }
}
