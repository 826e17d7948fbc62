using System.Net;
using System.Text;

namespace TwilioFunctions.Core.Diagnosis;

/// <summary>How path, query and fragment may have been written where they were signed.</summary>
internal static class TargetVariants
{
    public static IReadOnlyList<Variant<string>> Of(string path, string query, string fragment)
    {
        var variants = new Dictionary<string, Variant<string>>();
        foreach (var (pathText, pathCost, pathChanges) in Paths(path))
        {
            foreach (var (queryText, queryCost, queryChanges) in Queries(query))
            {
                var text = pathText + queryText;
                variants.TryAdd(text, new(text, pathCost + queryCost, [.. pathChanges, .. queryChanges]));
                if (fragment.Length > 0)
                    variants.TryAdd(text + fragment, new(text + fragment, pathCost + queryCost + 1, [.. pathChanges, .. queryChanges, SignatureCause.Fragment]));
            }
        }

        return [.. variants.Values];
    }

    private static IEnumerable<Variant<string>> Paths(string path) =>
    [
        Variant<string>.AsCaptured(path),
        new(path.EndsWith('/') ? path[..^1] : $"{path}/", 1, [SignatureCause.TrailingSlash]),
    ];

    private static IEnumerable<Variant<string>> Queries(string query)
    {
        yield return Variant<string>.AsCaptured(query);
        if (query.Length < 2)
            yield break;

        var encoded = query[1..];
        string[] others =
        [
            EncodeWhatIsNoQuery(encoded),
            EachPart(encoded, part => Uri.EscapeDataString(Uri.UnescapeDataString(part))),
            EachPart(encoded, part => WebUtility.UrlEncode(WebUtility.UrlDecode(part)) ?? ""),
            EachPart(encoded, part => Uri.EscapeDataString(WebUtility.UrlDecode(part) ?? "")),
            encoded.Replace("+", "%20", StringComparison.Ordinal),
            encoded.Replace("%20", "+", StringComparison.Ordinal),
            LowerCaseEscapes(encoded),
            Uri.UnescapeDataString(encoded),
            WebUtility.UrlDecode(encoded),
        ];
        foreach (var other in others.Distinct().Where(other => other != encoded))
            yield return new($"?{other}", 1, [SignatureCause.ReencodedQuery]);
        foreach (var (other, cost, changes) in QueryVariants.Of(encoded))
            yield return new($"?{other}", cost, changes);
    }

    private static string EachPart(string query, Func<string, string> encode) =>
        string.Join('&', query.Split('&').Select(parameter => string.Join('=', parameter.Split('=', 2).Select(encode))));

    // https://www.rfc-editor.org/rfc/rfc3986#section-3.4
    private static string EncodeWhatIsNoQuery(string query)
    {
        var text = new StringBuilder(query.Length);
        foreach (var rune in query.EnumerateRunes())
        {
            var isQuery = rune.IsAscii && (Rune.IsLetterOrDigit(rune) || "-._~!$&'()*+,;=:@/?%".Contains((char)rune.Value, StringComparison.Ordinal));
            text.Append(isQuery ? rune.ToString() : Uri.EscapeDataString(rune.ToString()));
        }

        return text.ToString();
    }

    private static string LowerCaseEscapes(string query)
    {
        var text = new StringBuilder(query);
        for (var index = 0; index + 2 < text.Length; index++)
        {
            if (text[index] != '%')
                continue;
            text[index + 1] = char.ToLowerInvariant(text[index + 1]);
            text[index + 2] = char.ToLowerInvariant(text[index + 2]);
        }

        return text.ToString();
    }
}
