using System.Text.Json;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Json;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.AccessTokens;

/// <summary>
/// Proves that a request comes from a client of a configured account: https://www.twilio.com/docs/iam/access-tokens. Accepts any text
/// and never throws. Safe to use from many threads.
/// </summary>
internal sealed class AccessTokenVerifier(IOptions<TwilioOptions> options, TimeProvider time)
{
    private const string Scheme = "Bearer ";

    private readonly ApiKeyRing keyRing = new(options.Value.Accounts);

    /// <summary>Verifies the token of an <c>Authorization</c> header; other schemes than <c>Bearer</c> count as none.</summary>
    /// <param name="authorizationHeader">The header's value, null where there is none.</param>
    public async Task<AccessTokenVerification> VerifyAsync(string? authorizationHeader)
    {
        if (authorizationHeader is null || !authorizationHeader.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return new(AccessTokenResult.Missing);

        var token = authorizationHeader[Scheme.Length..].Trim(' ');
        if (token.Length == 0)
            return new(AccessTokenResult.Missing);
        if (token.Length > AccessTokenFormat.MaxLength || token.Split('.') is not [var encodedHeader, var encodedPayload, _])
            return new(AccessTokenResult.Malformed);

        var header = TokenPart.Read(encodedHeader);
        var payload = TokenPart.Read(encodedPayload);
        if (header is null || payload is null)
            return new(AccessTokenResult.Malformed);
        if (header.Member("alg").Text() != AccessTokenFormat.Algorithm)
            return new(AccessTokenResult.WrongAlgorithm);
        // An extension that is marked as critical must be understood (RFC 7515 section 4.1.11); we know none.
        if (header.Member("cty").Text() != AccessTokenFormat.ContentType || header.Member("crit") is not null)
            return new(AccessTokenResult.Malformed);

        // The issuer only selects among the configured keys; nothing else of the payload counts before the signature holds.
        if (payload.Member("iss").Text() is not { } issuer || keyRing.Find(issuer) is not { } key)
            return new(AccessTokenResult.UnknownKey);
        if (!key.IsReadable)
            return new(AccessTokenResult.KeyUnavailable, key.Sid);
        return await key.RefusalOfAsync(token) is { } refusal ? new(refusal, key.Sid) : Judge(payload.Value, key);
    }

    private AccessTokenVerification Judge(JsonElement payload, ApiKey key)
    {
        if (!string.Equals(payload.Member("sub").Text(), key.AccountSid, StringComparison.OrdinalIgnoreCase))
            return new(AccessTokenResult.WrongAccount, key.Sid);

        var now = time.GetUtcNow();
        if (Seconds(payload.Member("exp")) is not { } end || Seconds(now - AccessTokenFormat.Skew) >= end)
            return new(AccessTokenResult.Expired, key.Sid);
        if (payload.Member("nbf") is { } notBefore && !(Seconds(notBefore) <= Seconds(now + AccessTokenFormat.Skew)))
            return new(AccessTokenResult.NotYetValid, key.Sid);

        return payload.Member("grants").Member("identity").Text() is { } identity
            ? new(AccessTokenResult.Valid, key.Sid, key.AccountSid, identity)
            : new(AccessTokenResult.NoIdentity, key.Sid);
    }

    private static double Seconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;

    /// <summary>A NumericDate (RFC 7519 section 2), which may have a fraction; null for anything else.</summary>
    private static double? Seconds(JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out var seconds) && double.IsFinite(seconds) ? seconds : null;
}

/// <summary>What the verification of an access token found.</summary>
internal readonly record struct AccessTokenVerification
{
    internal AccessTokenVerification(AccessTokenResult result, string? apiKeySid = null, string? accountSid = null, string? identity = null)
    {
        Result = result;
        ApiKeySid = apiKeySid;
        AccountSid = accountSid;
        Identity = identity;
    }

    /// <summary>Whether the token is genuine and good now, and if not, why.</summary>
    public AccessTokenResult Result { get; }

    /// <summary>The configured API key that the token names. It signed the token, unless the result is about the key or the signature.</summary>
    public string? ApiKeySid { get; }

    /// <summary>The account of the client, spelled as it is configured. Null unless the token is valid.</summary>
    public string? AccountSid { get; }

    /// <summary>The client identity. Null unless the token is valid.</summary>
    public string? Identity { get; }
}
