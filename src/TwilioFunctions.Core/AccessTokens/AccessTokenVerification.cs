namespace TwilioFunctions.Core.AccessTokens;

/// <summary>What the verification of an access token found.</summary>
public readonly record struct AccessTokenVerification
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

    /// <summary>The configured API key that the token names. It has signed it where the result is none of a key or signature.</summary>
    public string? ApiKeySid { get; }

    /// <summary>The account of the client, spelled as it is configured. Null unless the token is valid.</summary>
    public string? AccountSid { get; }

    /// <summary>The client identity. Null unless the token is valid.</summary>
    public string? Identity { get; }
}
