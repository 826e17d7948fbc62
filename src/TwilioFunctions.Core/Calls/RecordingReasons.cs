namespace TwilioFunctions.Core.Calls;

/// <summary>Why a recording is absent or failed, in words.</summary>
public static class RecordingReasons
{
    /// <summary>A sentence for a recording that is absent or failed; null for one that is not.</summary>
    /// <param name="status"><c>RecordingStatus</c></param>
    /// <param name="errorCode"><c>ErrorCode</c>, where Twilio sent one.</param>
    public static string? Of(string? status, int? errorCode) => (status, errorCode) switch
    {
        // https://www.twilio.com/docs/api/errors/16101
        (_, 16101) => "The recording was too short to be kept (error 16101).",
        // https://www.twilio.com/docs/api/errors/16102
        (_, 16102) => "The recording was silent and was not kept (error 16102).",
        ("absent" or "failed", { } code) => $"Twilio's error {code}: https://www.twilio.com/docs/api/errors/{code}",
        ("absent", null) => "There is no recording: it was too short, silent, or the call ended before it began.",
        ("failed", null) => "Twilio could not make the recording; where recordings are encrypted, the public key is the usual reason.",
        _ => null,
    };
}
