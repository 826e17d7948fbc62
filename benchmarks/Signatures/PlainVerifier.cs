using System.Security.Cryptography;
using System.Text;

namespace TwilioFunctions.Benchmarks.Signatures;

/// <summary>The baseline: what one writes from Twilio's documentation in an afternoon, with a dictionary and a string builder.</summary>
internal sealed class PlainVerifier(string authToken)
{
    public bool IsValid(string url, ReadOnlySpan<byte> body, string contentType, string signature)
    {
        var message = new StringBuilder(url);
        if (contentType == "application/x-www-form-urlencoded")
        {
            var parameters = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var pair in Encoding.UTF8.GetString(body).Split('&'))
            {
                var parts = pair.Split('=', 2);
                parameters[Decode(parts[0])] = Decode(parts[1]);
            }

            foreach (var (name, value) in parameters)
                message.Append(name).Append(value);
        }
        else if (!url.Contains("bodySHA256=" + Convert.ToHexString(SHA256.HashData(body)).ToLowerInvariant(), StringComparison.Ordinal))
        {
            return false;
        }

#pragma warning disable CA5350 // Twilio chose it: https://www.twilio.com/docs/usage/webhooks/webhooks-security
        using var hmac = new HMACSHA1(Encoding.UTF8.GetBytes(authToken));
#pragma warning restore CA5350
        var expected = Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes(message.ToString())));
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(signature));
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
