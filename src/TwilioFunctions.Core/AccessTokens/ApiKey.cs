using System.Collections.Frozen;
using Microsoft.IdentityModel.Tokens;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.AccessTokens;

/// <summary>A configured API key, and the account whose access tokens it signs.</summary>
internal sealed class ApiKey(string accountSid, string sid, string? secret)
{
    // Issuer, account and times are checked by the verifier: the package knows neither Twilio's format nor our clock.
    private readonly TokenValidationParameters? parameters = secret is null ? null : new()
    {
        IssuerSigningKey = WebTokens.Hmac(secret).Key,
        ValidAlgorithms = [AccessTokenFormat.Algorithm],
        ValidateAudience = false,
        ValidateIssuer = false,
        ValidateLifetime = false,
    };

    public string AccountSid => accountSid;

    public string Sid => sid;

    public bool IsReadable => parameters is not null;

    /// <summary>Returns null if the key signed the token, else the reason to refuse it.</summary>
    /// <exception cref="InvalidOperationException">The key can't be read.</exception>
    public async Task<AccessTokenResult?> RefusalOfAsync(string token)
    {
        var validation = await WebTokens.Handler.ValidateTokenAsync(token, parameters ?? throw new InvalidOperationException("The key can't be read."));
        // Thrown for what can't be read; an invalid signature is a SecurityTokenException.
        if (validation.Exception is ArgumentException)
            return AccessTokenResult.Malformed;
        return validation.IsValid && IsCanonical(token[(token.LastIndexOf('.') + 1)..]) ? null : AccessTokenResult.BadSignature;
    }

    // Base64 has several spellings of the same bytes, of which one is right. The package accepts them all.
    private static bool IsCanonical(string signature) => Base64UrlEncoder.Encode(Base64UrlEncoder.DecodeBytes(signature)) == signature;
}

/// <summary>The API keys of all configured accounts.</summary>
internal sealed class ApiKeyRing(IEnumerable<TwilioAccountOptions> accounts)
{
    private readonly FrozenDictionary<string, ApiKey> keys = accounts
        .SelectMany(account => account.ApiKeys, (account, key) => new ApiKey(account.AccountSid!, key.Sid!, Readable(key.Secret)))
        .ToFrozenDictionary(key => key.Sid, StringComparer.OrdinalIgnoreCase);

    /// <summary>The key of this SID; null for one that is not configured.</summary>
    public ApiKey? Find(string sid) => keys.GetValueOrDefault(sid);

    private static string? Readable(string? secret) => AccountKeys.IsUnavailable(secret ?? "") ? null : secret;
}
