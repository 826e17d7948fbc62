using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TwilioFunctions.Core.Signatures;

/// <summary>
/// The signature of https://www.standardwebhooks.com: HMAC-SHA256 of <c>{id}.{timestamp}.{body}</c>. Our own: the package
/// StandardWebhooks signs texts with one secret, and a body is bytes, signed with two while a secret is rotated.
/// </summary>
internal static class StandardWebhookSignature
{
    /// <summary>What a secret starts with.</summary>
    public const string SecretPrefix = "whsec_";

    // https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#signature-scheme
    private const int MinKeySize = 24;
    private const int MaxKeySize = 64;

    /// <summary>Whether the text is a secret: <c>whsec_</c> and base64 of 24 to 64 bytes.</summary>
    public static bool IsSecret(string? secret) => TryReadKey(secret, out _);

    /// <summary>The value of <c>webhook-signature</c>: a signature for each secret, separated by spaces.</summary>
    /// <returns>Null when one of them is no secret.</returns>
    public static string? Sign(IEnumerable<string> secrets, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        byte[] content = [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.")), .. body];
        var signatures = new List<string>();
        foreach (var secret in secrets)
        {
            if (!TryReadKey(secret, out var key))
                return null;
            signatures.Add($"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, content))}");
        }

        return string.Join(' ', signatures);
    }

    private static bool TryReadKey(string? secret, out byte[] key)
    {
        key = new byte[MaxKeySize];
        if (secret?.StartsWith(SecretPrefix, StringComparison.Ordinal) != true
            // The decoder would pass over it, and other libraries than ours do not.
            || secret.Any(char.IsWhiteSpace)
            || !Convert.TryFromBase64String(secret[SecretPrefix.Length..], key, out var length)
            || length < MinKeySize)
            return false;
        key = key[..length];
        return true;
    }
}
