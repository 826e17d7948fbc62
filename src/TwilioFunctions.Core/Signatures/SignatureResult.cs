namespace TwilioFunctions.Core.Signatures;

/// <summary>Whether a request is Twilio's, and if not, why.</summary>
internal enum SignatureResult
{
    /// <summary>There is no <c>X-Twilio-Signature</c>. The default value: what was never verified must not pass as valid.</summary>
    MissingSignature,

    /// <summary>A key of the account signed this URL and these parameters or this body.</summary>
    Valid,

    /// <summary>No key of the account signed any form of the URL with these parameters, or the header is not one signature.</summary>
    Mismatch,

    /// <summary>The request has a body that is no form, and the URL has no <c>bodySHA256</c> that would bind it to the signature.</summary>
    MissingBodyHash,

    /// <summary><c>bodySHA256</c> is not the hash of the body, or the URL holds different ones.</summary>
    BodyHashMismatch,

    /// <summary>The request names an account that is not configured.</summary>
    UnknownAccount,

    /// <summary>
    /// No readable key matched, and a key of the account could not be read: its setting is empty, or a Key Vault reference that
    /// Azure did not resolve. Our own fault: answer 503, never 4xx, so that Twilio tries again.
    /// </summary>
    KeyUnavailable,

    /// <summary>
    /// A form beyond <see cref="SignatureVerifier.MaxFormBytes"/> or <see cref="SignatureVerifier.MaxFormParameters"/>, whose
    /// signature was not looked for. Our own limit: answer 503, never 4xx, since it may be Twilio's.
    /// </summary>
    TooLarge,

    /// <summary>
    /// The URL or the <c>Host</c> header isn't valid, so that there is no URL whose signature could be verified. Twilio called a
    /// valid one: the request is refused like one with a wrong signature.
    /// </summary>
    InvalidUrl,
}

/// <summary>What to look at first when a request is refused, for the log.</summary>
internal static class SignatureAdvice
{
    /// <summary>A sentence that names the setting or the thing on the way that mends it.</summary>
    public static string For(SignatureResult result) => result switch
    {
        SignatureResult.MissingSignature => "The header X-Twilio-Signature is missing: a proxy takes it away, or the request is not Twilio's.",
        SignatureResult.Mismatch => "If Twilio called another URL, set Twilio__PublicBaseUrl to its beginning; if it is the same, check the account's AuthToken.",
        SignatureResult.MissingBodyHash => "The query has no bodySHA256: a proxy cuts the query off, or the request is not Twilio's.",
        SignatureResult.BodyHashMismatch => "The body is not the one that was signed: something on the way changes it, or the request is forged.",
        SignatureResult.UnknownAccount => "The account that the request names is not among Twilio__Accounts.",
        SignatureResult.KeyUnavailable => "A key of the account cannot be read: check its Key Vault reference, and the app's role on the vault.",
        SignatureResult.TooLarge => $"The form has more than {SignatureVerifier.MaxFormBytes} bytes or {SignatureVerifier.MaxFormParameters} parameters, which Twilio sends to nobody: most likely it is not Twilio's.",
        SignatureResult.InvalidUrl => "The Host header or the URL isn't valid: a proxy changes it, or the request is not Twilio's.",
        _ => "Nothing is wrong.",
    };
}
