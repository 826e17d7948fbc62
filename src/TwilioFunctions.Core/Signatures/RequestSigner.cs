using System.Security.Cryptography;
using System.Text;

namespace TwilioFunctions.Core.Signatures;

/// <summary>
/// Signs requests as Twilio does (https://www.twilio.com/docs/usage/webhooks/webhooks-security), for what plays Twilio's part.
/// Keys are auth tokens in UTF-8; signatures are the values of the <c>X-Twilio-Signature</c> header.
/// </summary>
internal static class RequestSigner
{
    /// <summary>Signs a GET request, or one whose body is bound by <see cref="AppendBodyHash"/>: the URL alone.</summary>
    /// <param name="url">The URL as it will be sent, with its query.</param>
    /// <param name="key">The auth token in UTF-8.</param>
    public static string Sign(string url, ReadOnlySpan<byte> key) => SignForm(url, [], key);

    /// <summary>Signs a form: the URL, then the distinct parameters sorted by name and value.</summary>
    /// <param name="url">The URL as it will be sent, with its query.</param>
    /// <param name="parameters">The form's parameters, not encoded, in any order.</param>
    /// <param name="key">The auth token in UTF-8.</param>
    public static string SignForm(string url, IEnumerable<KeyValuePair<string, string>> parameters, ReadOnlySpan<byte> key)
    {
        var sorted = parameters
            .DistinctBy(parameter => (parameter.Key, parameter.Value))
            .OrderBy(parameter => parameter.Key, StringComparer.Ordinal)
            .ThenBy(parameter => parameter.Value, StringComparer.Ordinal);
        var message = new StringBuilder(url);
        foreach (var (name, value) in sorted)
            message.Append(name).Append(value);

        var algorithm = SignatureAlgorithm.HmacSha1;
        var signature = new byte[algorithm.Size];
        algorithm.Sign(key, Encoding.UTF8.GetBytes(message.ToString()), signature);
        return Convert.ToBase64String(signature);
    }

    /// <summary>The URL with the hash of the body that Twilio appends when the body is no form.</summary>
    public static string AppendBodyHash(string url, ReadOnlySpan<byte> body) =>
        $"{url}{(url.Contains('?') ? '&' : '?')}bodySHA256={Convert.ToHexStringLower(SHA256.HashData(body))}";
}
