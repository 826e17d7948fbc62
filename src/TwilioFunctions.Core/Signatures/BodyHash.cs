using System.Security.Cryptography;

namespace TwilioFunctions.Core.Signatures;

/// <summary>The <c>bodySHA256</c> that Twilio appends to the query where the body is no form: lower-case hexadecimal digits.</summary>
internal static class BodyHash
{
    private const string Name = "bodySHA256";

    /// <summary>
    /// Looks for it in the raw query. Real requests were seen to repeat it (https://github.com/twilio/twilio-php/issues/861): equal
    /// ones are one, different ones are none that could be trusted.
    /// </summary>
    public static bool TryFind(ReadOnlySpan<char> query, out ReadOnlySpan<char> hash, out bool ambiguous)
    {
        var found = false;
        hash = default;
        ambiguous = false;
        query = query.IsEmpty ? query : query[1..];
        foreach (var range in query.Split('&'))
        {
            var parameter = query[range];
            var equals = parameter.IndexOf('=');
            if (!(equals < 0 ? parameter : parameter[..equals]).SequenceEqual(Name))
                continue;

            var value = equals < 0 ? default : parameter[(equals + 1)..];
            ambiguous |= found && !value.SequenceEqual(hash);
            hash = value;
            found = true;
        }

        return found;
    }

    public static bool Matches(ReadOnlySpan<char> hash, ReadOnlySpan<byte> body)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, digest);
        Span<char> expected = stackalloc char[2 * SHA256.HashSizeInBytes];
        Convert.TryToHexStringLower(digest, expected, out _);
        // Not in constant time: the hash of a body that the caller sent is no secret.
        return hash.SequenceEqual(expected);
    }

    /// <summary>Appends the hash of a body to a URL, as Twilio does if the body is not a form.</summary>
    public static string Append(string url, ReadOnlySpan<byte> body) =>
        $"{url}{(url.Contains('?') ? '&' : '?')}{Name}={Convert.ToHexStringLower(SHA256.HashData(body))}";
}
