using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using TwilioFunctions.Core.AccessTokens;

namespace TwilioFunctions.Core.Channels.Apns;

/// <summary>
/// The token that signs in at Apple, a JWT signed with ES256. Apple refuses one that is older than an hour, and clients that come with a new one
/// more often than every 20 minutes: https://developer.apple.com/documentation/usernotifications/establishing-a-token-based-connection-to-apns.
/// Safe to use from many threads.
/// </summary>
internal sealed class ApnsProviderToken(string teamId, string keyId, ECDsa key, TimeProvider time)
{
    /// <summary>Apple refuses new tokens that come sooner.</summary>
    public static readonly TimeSpan MinAge = TimeSpan.FromMinutes(20);

    /// <summary>Ten minutes short of what Apple refuses, for clocks that differ.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(50);

    private readonly SigningCredentials credentials = WebTokens.Ecdsa(key, keyId);
    private readonly Lock gate = new();
    private Token? current;

    /// <summary>The token to send with a push.</summary>
    public string Current()
    {
        lock (gate)
        {
            if (current is null || AgeOf(current) >= MaxAge)
                current = Make(afterRefusal: false);
            return current.Text;
        }
    }

    /// <summary>
    /// The token to use instead of one that Apple called expired; null when another one would be refused too, as it is when this machine's clock
    /// is wrong, and would only bring in Apple's limit.
    /// </summary>
    public string? InsteadOf(string refused)
    {
        lock (gate)
        {
            if (current is not null && current.Text != refused)
                return current.Text;
            if (current is { AfterRefusal: true } && AgeOf(current) < MinAge)
                return null;
            current = Make(afterRefusal: true);
            return current.Text;
        }
    }

    private TimeSpan AgeOf(Token token) => time.GetUtcNow() - token.MadeAt;

    private Token Make(bool afterRefusal)
    {
        var now = time.GetUtcNow();
        var text = WebTokens.Handler.CreateToken(new SecurityTokenDescriptor { Issuer = teamId, IssuedAt = now.UtcDateTime, SigningCredentials = credentials });
        return new Token(text, now, afterRefusal);
    }

    private sealed record Token(string Text, DateTimeOffset MadeAt, bool AfterRefusal);
}

/// <summary>Reads the key of a <c>.p8</c> file.</summary>
internal static class ApnsPrivateKey
{
    /// <summary>Returns a private key on the curve P-256; null if the text isn't one.</summary>
    public static ECDsa? TryRead(string text)
    {
        var key = ECDsa.Create();
        try
        {
            var pem = text.Replace("\\r", "", StringComparison.Ordinal).Replace("\\n", "\n", StringComparison.Ordinal);
            if (pem.Contains("-----", StringComparison.Ordinal))
                key.ImportFromPem(pem);
            else
                key.ImportPkcs8PrivateKey(Convert.FromBase64String(pem), out _);

            // Only a private key signs, and ES256 wants this curve.
            key.SignData([], HashAlgorithmName.SHA256);
            if (key.KeySize == 256)
                return key;
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or ArgumentException or FormatException)
        {
            // Said by the null.
        }

        key.Dispose();
        return null;
    }
}
