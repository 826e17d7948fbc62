using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.Telemetry;

/// <summary>The names of the results in metrics and spans.</summary>
internal static class SignatureResultNames
{
    public static string Name(this SignatureResult result) => result switch
    {
        SignatureResult.Valid => "valid",
        SignatureResult.MissingSignature => "missing_signature",
        SignatureResult.MissingBodyHash => "missing_body_hash",
        SignatureResult.BodyHashMismatch => "body_hash_mismatch",
        SignatureResult.UnknownAccount => "unknown_account",
        SignatureResult.KeyUnavailable => "key_unavailable",
        SignatureResult.TooLarge => "too_large",
        SignatureResult.InvalidUrl => "invalid_url",
        _ => "mismatch",
    };
}
