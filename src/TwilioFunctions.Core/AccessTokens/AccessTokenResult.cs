namespace TwilioFunctions.Core.AccessTokens;

/// <summary>Whether an access token is genuine and good now, and if not, why.</summary>
public enum AccessTokenResult
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
