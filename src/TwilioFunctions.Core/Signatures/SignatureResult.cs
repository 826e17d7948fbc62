namespace TwilioFunctions.Core.Signatures;

/// <summary>Whether a request is Twilio's, and if not, why.</summary>
public enum SignatureResult
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
