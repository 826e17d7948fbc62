namespace TwilioFunctions.Core.Signatures.Diagnosis;

/// <summary>Why a signature does not hold: what differs between the request that was signed and the one that was captured.</summary>
public enum SignatureCause
{
    /// <summary>The header <c>X-Twilio-Signature</c> is missing.</summary>
    MissingSignature,

    /// <summary>The header is not the Base64 of one HMAC-SHA1.</summary>
    MalformedSignature,

    /// <summary>No key signed any candidate: most likely the configured token is not the account's.</summary>
    WrongToken,

    /// <summary>A token matches that was given for the diagnosis and is not in the settings.</summary>
    OtherToken,

    /// <summary>The request names an account that is not configured, a subaccount perhaps, whose webhooks its own token signs.</summary>
    SubaccountToken,

    /// <summary>A configured account's key signed it, and the request names another account.</summary>
    OtherAccount,

    /// <summary>A key of the account cannot be read: an empty setting, or a Key Vault reference that Azure did not resolve.</summary>
    KeyUnavailable,

    /// <summary>The form is larger than the app reads.</summary>
    TooLarge,

    /// <summary>Twilio called another scheme: https where a proxy ends TLS and the app sees http.</summary>
    Scheme,

    /// <summary>Twilio called another host name, which a proxy replaced.</summary>
    ProxyHost,

    /// <summary>Twilio called another port.</summary>
    Port,

    /// <summary>A proxy took the beginning of the path away, or put one there.</summary>
    PathPrefix,

    /// <summary>A slash at the path's end was added or taken away.</summary>
    TrailingSlash,

    /// <summary>The query was decoded, or encoded in another way.</summary>
    ReencodedQuery,

    /// <summary>The parameters of the query were put in another order.</summary>
    ReorderedQuery,

    /// <summary>The URL's fragment was signed.</summary>
    Fragment,

    /// <summary>The query of a body that is no form has no <c>bodySHA256</c>; it was signed with it.</summary>
    MissingBodyHash,

    /// <summary><c>bodySHA256</c> stands in the query another number of times than in the one that was signed.</summary>
    RepeatedBodyHash,

    /// <summary><c>bodySHA256</c> is not the one that was signed, or there are different ones.</summary>
    WrongBodyHash,

    /// <summary>The signature holds, and the body is another than the one that <c>bodySHA256</c> was made of.</summary>
    ChangedBody,

    /// <summary>The URL alone was signed: nothing binds the body to the signature.</summary>
    UnboundBody,

    /// <summary>The body ends with a line break that was not signed.</summary>
    LineBreak,

    /// <summary>Whitespace at the beginning or end of a parameter was taken away.</summary>
    TrimmedParameters,

    /// <summary>Parameters without a value were dropped, or added.</summary>
    EmptyParameters,

    /// <summary>The value of one parameter isn't the one that was signed.</summary>
    ChangedParameter,

    /// <summary>A parameter that was signed is missing.</summary>
    DroppedParameter,

    /// <summary>A parameter is in the form that wasn't signed.</summary>
    AddedParameter,

    /// <summary>The form was captured decoded: what looks like an encoding in it is none.</summary>
    DecodedForm,

    /// <summary>The content type hides a form, or pretends one.</summary>
    ContentType,
}
