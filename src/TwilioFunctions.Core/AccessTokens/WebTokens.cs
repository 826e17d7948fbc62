using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace TwilioFunctions.Core.AccessTokens;

/// <summary>JSON Web Tokens (RFC 7519) that this app creates and verifies. Safe to use from many threads.</summary>
internal static class WebTokens
{
    // HMAC fills a key with zeros to 64 bytes (RFC 2104 section 2), so that zeros change no signature. The package refuses shorter keys.
    private const int MinKeyLength = 32;

    // The package's cache would keep a key that its owner has disposed.
    private static readonly CryptoProviderFactory Cryptography = new() { CacheSignatureProviders = false };

    /// <summary>Adds no times of its own to a token, and reads no clock.</summary>
    public static JsonWebTokenHandler Handler { get; } = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>Signs with HS256.</summary>
    /// <param name="secret">Its UTF-8 bytes are the key.</param>
    public static SigningCredentials Hmac(string secret)
    {
        var key = new byte[Math.Max(MinKeyLength, Encoding.UTF8.GetByteCount(secret))];
        Encoding.UTF8.GetBytes(secret, key);
        return new SigningCredentials(new SymmetricSecurityKey(key) { CryptoProviderFactory = Cryptography }, SecurityAlgorithms.HmacSha256);
    }

    /// <summary>Signs with ES256.</summary>
    /// <param name="key">A private key on the curve P-256. It stays the caller's to dispose.</param>
    /// <param name="keyId">The token's <c>kid</c>.</param>
    public static SigningCredentials Ecdsa(ECDsa key, string keyId) =>
        new(new ECDsaSecurityKey(key) { KeyId = keyId, CryptoProviderFactory = Cryptography }, SecurityAlgorithms.EcdsaSha256);
}
