using Microsoft.IdentityModel.Tokens;
using TwilioFunctions.Core.AccessTokens;

namespace TwilioFunctions.Cli.Signing;

/// <summary>Creates access tokens, for local use and tests.</summary>
internal static class AccessTokenSigner
{
    /// <summary>Returns a token with which the Voice SDK receives calls, and which the <c>me/</c> routes accept.</summary>
    /// <param name="accountSid">The account that the client belongs to.</param>
    /// <param name="apiKeySid">An API key of the account, <c>SK…</c>.</param>
    /// <param name="apiKeySecret">The secret of that key.</param>
    /// <param name="identity">The client identity.</param>
    /// <param name="lifetime">More than nothing, and up to 24 hours.</param>
    /// <param name="now">When the lifetime begins.</param>
    /// <exception cref="ArgumentOutOfRangeException">Twilio doesn't accept the lifetime.</exception>
    public static string Create(string accountSid, string apiKeySid, string apiKeySecret, string identity, TimeSpan lifetime, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lifetime, AccessTokenFormat.MaxLifetime);
        ArgumentNullException.ThrowIfNull(apiKeySecret);

        return WebTokens.Handler.CreateToken(new SecurityTokenDescriptor
        {
            AdditionalHeaderClaims = new Dictionary<string, object> { ["cty"] = AccessTokenFormat.ContentType },
            Issuer = apiKeySid,
            IssuedAt = now.UtcDateTime,
            Expires = (now + lifetime).UtcDateTime,
            Claims = new Dictionary<string, object>
            {
                ["jti"] = $"{apiKeySid}-{now.ToUnixTimeSeconds()}",
                ["sub"] = accountSid,
                ["grants"] = new Dictionary<string, object>
                {
                    ["identity"] = identity,
                    ["voice"] = new Dictionary<string, object> { ["incoming"] = new Dictionary<string, object> { ["allow"] = true } },
                },
            },
            SigningCredentials = WebTokens.Hmac(apiKeySecret),
        });
    }
}
