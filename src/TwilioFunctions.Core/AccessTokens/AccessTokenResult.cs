namespace TwilioFunctions.Core.AccessTokens;

/// <summary>Whether an access token is genuine and good now, and if not, why.</summary>
internal enum AccessTokenResult
{
    /// <summary>There is no token. The default value: what was never verified must not pass as valid.</summary>
    Missing,

    /// <summary>A configured API key of the account signed it, and it is good now.</summary>
    Valid,

    /// <summary>It is not one Bearer token of Twilio's format, or larger than 16 KiB.</summary>
    Malformed,

    /// <summary>It claims to be signed otherwise than with HS256, or not at all.</summary>
    WrongAlgorithm,

    /// <summary>Its issuer is not a configured API key.</summary>
    UnknownKey,

    /// <summary>The secret of the key that it names cannot be read. Our own fault: answer 503.</summary>
    KeyUnavailable,

    /// <summary>The key that it names did not sign it.</summary>
    BadSignature,

    /// <summary>Its subject is not the account that the key belongs to.</summary>
    WrongAccount,

    /// <summary>Its time is over, or it never ends.</summary>
    Expired,

    /// <summary>Its time has not come.</summary>
    NotYetValid,

    /// <summary>It is genuine and good now, but was given to nobody: it has no client identity.</summary>
    NoIdentity,
}

/// <summary>What is wrong with a token that is refused, for its bearer and for the log.</summary>
internal static class AccessTokenAdvice
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
