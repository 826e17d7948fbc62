namespace TwilioFunctions.Core.AccessTokens;

/// <summary>What is wrong with a token that is refused, for its bearer and for the log.</summary>
public static class AccessTokenAdvice
{
    /// <summary>A sentence without a secret in it, in the letters that a header may carry (RFC 6750 section 3).</summary>
    public static string For(AccessTokenResult result) => result switch
    {
        AccessTokenResult.Missing => "Send the header Authorization: Bearer with a Twilio Access Token.",
        AccessTokenResult.Malformed => "This is not a Twilio Access Token: a JWT with the content type twilio-fpa;v=1, up to 16 KiB.",
        AccessTokenResult.WrongAlgorithm => "An access token is signed with HS256 and with nothing else.",
        AccessTokenResult.UnknownKey => "The API key that issued the token is not among Twilio__Accounts__N__ApiKeys.",
        AccessTokenResult.KeyUnavailable => "The secret of the API key cannot be read: check its Key Vault reference, and the app's role on the vault.",
        AccessTokenResult.BadSignature => "The token was not signed with the secret of the API key that it names.",
        AccessTokenResult.WrongAccount => "The token's subject is not the account that its API key is configured for.",
        AccessTokenResult.Expired => "The token has expired: ask for a new one.",
        AccessTokenResult.NotYetValid => "The token is not valid yet: compare the clocks.",
        AccessTokenResult.NoIdentity => "The token names no identity (grants.identity), so that it belongs to no client.",
        _ => "Nothing is wrong.",
    };
}
