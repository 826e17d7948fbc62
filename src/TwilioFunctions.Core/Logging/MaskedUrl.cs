using System.Text;
using System.Text.RegularExpressions;

namespace TwilioFunctions.Core.Logging;

/// <summary>
/// Writes a URL for a log or a terminal: without its password, the values of function keys, tokens and secrets, and all but the last
/// two digits of phone numbers, however they are encoded; control characters are replaced. Our own, because a redactor of URLs that
/// knows none of Twilio's addresses masks either too little or the whole query, which is what people need to see.
/// </summary>
internal static partial class MaskedUrl
{
    private const string Mask = "***";

    /// <summary>Masks any text; what isn't a URL is treated as a path.</summary>
    public static string Of(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        var path = PathOf(url);
        var query = url.IndexOf('?', path);
        query = query < 0 ? url.Length : query;
        var masked = new StringBuilder(Password.Replace(url[..path], Mask), url.Length + 16);
        AppendEach(masked, url[path..query], '/');
        // A value may hold any other sign, and a secret one is masked to its end.
        AppendEach(masked, url[query..], '&');
        return LogText.Clean(masked.ToString());
    }

    private static int PathOf(string url)
    {
        var authority = url.IndexOf("://", StringComparison.Ordinal);
        var path = authority < 0 ? -1 : url.AsSpan(authority + 3).IndexOfAny('/', '?', '#');
        return authority < 0 ? 0 : path < 0 ? url.Length : authority + 3 + path;
    }

    private static void AppendEach(StringBuilder masked, string text, char separator)
    {
        foreach (var (index, part) in text.Split(separator).Index())
        {
            if (index > 0)
                masked.Append(separator);
            Append(masked, part);
        }
    }

    /// <summary>A segment of the path or a parameter of the query. What is found in its decoded text is replaced in the encoded one.</summary>
    private static void Append(StringBuilder masked, string part)
    {
        var text = Decode(part, out var starts);
        var written = 0;
        foreach (Match found in Secret.Matches(text))
        {
            var end = found.Index + found.Length;
            var isNumber = found.Groups["number"].Success;
            if (isNumber && IsId(text, found.Index, end))
                continue;
            masked.Append(part, written, starts[found.Index] - written).Append(Mask);
            written = starts[isNumber ? LastTwoDigits(text, end) : end];
        }
        masked.Append(part, written, part.Length - written);
    }

    private static int LastTwoDigits(string text, int end)
    {
        var index = end - 1;
        while (!char.IsDigit(text[index - 1]))
            index--;
        return index - 1;
    }

    /// <summary>Whether the digits belong to a SID or a hash, which aren't secret and say which request it was.</summary>
    private static bool IsId(string text, int start, int end)
    {
        while (start > 0 && char.IsAsciiLetterOrDigit(text[start - 1]))
            start--;
        while (end < text.Length && char.IsAsciiLetterOrDigit(text[end]))
            end++;
        return Id.IsMatch(text.AsSpan(start, end - start));
    }

    /// <summary>Decodes percent escapes of ASCII; <paramref name="starts"/> says where each character stands in the encoded text, and where that ends.</summary>
    private static string Decode(string encoded, out int[] starts)
    {
        var text = new StringBuilder(encoded.Length);
        var places = new List<int>(encoded.Length + 1);
        for (var index = 0; index < encoded.Length; index++)
        {
            places.Add(index);
            if (encoded[index] == '%' && index + 2 < encoded.Length && char.IsAsciiHexDigit(encoded[index + 1]) && char.IsAsciiHexDigit(encoded[index + 2]))
            {
                text.Append((char)Convert.FromHexString(encoded.AsSpan(index + 1, 2))[0]);
                index += 2;
            }
            else
            {
                text.Append(encoded[index]);
            }
        }
        places.Add(encoded.Length);
        starts = [.. places];
        return text.ToString();
    }

    // The user info's password.
    [GeneratedRegex(@"(?<=^[^/]*//[^/?#@:]*:)[^/?#]*(?=@)", RegexOptions.CultureInvariant)]
    private static partial Regex Password { get; }

    // The value of a secret's name, also in a URL within a value; else a number of seven digits or more, spaced or dashed or not.
    [GeneratedRegex(
        @"(?<=(?:^|[^A-Za-z0-9])(?:code|secret|x-functions-key|access_token|refresh_token|id_token|token|auth_?token|api_?key|client_secret|password|sig|authorization)=).+" +
        @"|(?<number>[+ ]?\(?\d(?:[ +().\-\u2010-\u2015]{0,3}\d){6,})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Secret { get; }

    [GeneratedRegex(@"^(?:[A-Z]{2}[0-9a-f]{32}|[0-9a-f]{64})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Id { get; }
}
