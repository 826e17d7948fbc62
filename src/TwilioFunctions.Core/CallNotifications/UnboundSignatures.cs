using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.CallNotifications;

/// <summary>
/// The compatibility mode of the call notification webhook, which is a private beta whose signature Twilio has not documented: its
/// own sample for iOS verifies that of the bare origin, where JSON is signed with <c>bodySHA256</c> everywhere else. What such a
/// signature does not cover, a secret in the URL must make good for.
/// </summary>
internal sealed partial class UnboundSignatures(SignatureVerifier verifier, IOptions<CallNotificationOptions> options, ILogger<UnboundSignatures> logger)
{
    private const string SecretName = "secret=";

    /// <summary>Tries the other forms on a request that was refused.</summary>
    /// <param name="request">What was received.</param>
    /// <param name="accountSid">The account that the request names.</param>
    /// <param name="refused">What the strict verification found.</param>
    /// <returns>A valid verification; null when the mode is off, the URL's secret is wrong, or no form matches.</returns>
    public SignatureVerification? Verify(SignedRequest request, string? accountSid, SignatureVerification refused)
    {
        if (!options.Value.AcceptUnboundSignatures || !HasSecret(request.Url))
            return null;

        // A hash that is there must be the body's, whatever else the signature leaves open.
        if (refused.Result is not (SignatureResult.MissingBodyHash or SignatureResult.Mismatch) || HasForeignBodyHash(request))
            return null;

        var verification = verifier.Verify(new SignedRequest("GET", request.Url, request.Signature, null, default), accountSid);
        if (verification.Result == SignatureResult.Valid)
        {
            LogUnboundUrl(verification.Url);
            return verification;
        }

        verification = verifier.VerifyOrigin(request, accountSid);
        if (verification.Result != SignatureResult.Valid)
            return null;
        LogUnboundOrigin(verification.Url);
        return verification;
    }

    private static bool HasForeignBodyHash(SignedRequest request) =>
        BodyHash.TryFind(new PublicUrl(null, request.Url).Query, out var hash, out var ambiguous) && (ambiguous || !BodyHash.Matches(hash, request.Body.Span));

    private bool HasSecret(string url)
    {
        // A Key Vault reference that Azure did not resolve is no secret: its text can be guessed.
        if (options.Value.UrlSecret is not { } secret || AccountKeys.IsUnavailable(secret))
            return false;
        var expected = SHA256.HashData(Encoding.UTF8.GetBytes(secret));
        return url[(url.IndexOf('?', StringComparison.Ordinal) + 1)..].Split('&')
            .Where(parameter => parameter.StartsWith(SecretName, StringComparison.Ordinal))
            .Select(parameter => Encoding.UTF8.GetBytes(Uri.UnescapeDataString(parameter[SecretName.Length..])))
            .Any(given => CryptographicOperations.FixedTimeEquals(SHA256.HashData(given), expected));
    }

    [LoggerMessage(EventId = 5111, Level = LogLevel.Warning, Message = "Call notification: accepted by the signature of the URL without bodySHA256, which does not cover the body (CallNotifications__AcceptUnboundSignatures). Signed: {Url}")]
    private partial void LogUnboundUrl(string url);

    [LoggerMessage(EventId = 5112, Level = LogLevel.Warning, Message = "Call notification: accepted by the signature of the bare origin, which covers neither path, query nor body (CallNotifications__AcceptUnboundSignatures). Signed: {Url}")]
    private partial void LogUnboundOrigin(string url);
}
