namespace TwilioFunctions.Core.Signatures;

/// <summary>What to look at first when a request is refused, for the log.</summary>
public static class SignatureAdvice
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
