using System.Text;
using System.Text.RegularExpressions;

namespace TwilioFunctions.Core.Signatures;

/// <summary>The text of a URL for logs: without the password, function keys, secrets and phone numbers that it may hold.</summary>
internal static partial class PublicUrlText
{
    public static string Masked(string? baseUrl, string received, UrlForm form)
    {
        var url = new PublicUrl(baseUrl, received);
        var bytes = new byte[url.MaxByteCount];
        return Secret.Replace(Encoding.UTF8.GetString(bytes, 0, url.Write(form, bytes)), "***");
    }

    // The user info's password; the values of `code` and `secret`; of a number all but its last two digits.
    [GeneratedRegex(
        @"(?<=^[^/]*//[^/?#@:]*:)[^/?#]*(?=@)|(?<=[?&](?:code|secret)=)[^&]+|(?<==)(?:\+|%2B|%20)?\d{5,}(?=\d{2}(?:&|$))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Secret { get; }
}
