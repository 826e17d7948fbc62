using System.Text;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Cli.Signing;

/// <summary>
/// Signs simulated requests as Twilio does (https://www.twilio.com/docs/usage/webhooks/webhooks-security). Keys are auth tokens in UTF-8;
/// signatures are the values of the <c>X-Twilio-Signature</c> header.
/// </summary>
internal static class RequestSigner
{
    /// <summary>Signs the URL alone: for a GET request, or a URL with <see cref="BodyHash.Append"/>.</summary>
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
}
