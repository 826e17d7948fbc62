namespace TwilioFunctions.Contracts;

/// <summary>
/// The values of <see cref="ProblemResponse.Type"/>, by which a program distinguishes problems. A title or detail may be reworded; a type
/// is never renamed and never gets another meaning.
/// </summary>
public static class ProblemTypes
{
    /// <summary>The beginning of every type.</summary>
    public const string Prefix = "urn:problem:twiliofunctions:";

    /// <summary>The binding does not exist.</summary>
    public const string BindingNotFound = Prefix + "binding-not-found";

    /// <summary>The body is larger than the API accepts.</summary>
    public const string BodyTooLarge = Prefix + "body-too-large";

    /// <summary>The app has no record of the call.</summary>
    public const string CallNotFound = Prefix + "call-not-found";

    /// <summary>The settings of the channel are missing.</summary>
    public const string ChannelNotConfigured = Prefix + "channel-not-configured";

    /// <summary>The binding was changed by another request at the same time; retry.</summary>
    public const string ConcurrentWrite = Prefix + "concurrent-write";

    /// <summary>The dead letter does not exist.</summary>
    public const string DeadLetterNotFound = Prefix + "dead-letter-not-found";

    /// <summary>The dead letter is not a message of this app.</summary>
    public const string DeadLetterNotReplayable = Prefix + "dead-letter-not-replayable";

    /// <summary>The app failed; its log has the reason.</summary>
    public const string InternalError = Prefix + "internal-error";

    /// <summary>The Twilio Access Token is missing or invalid.</summary>
    public const string InvalidAccessToken = Prefix + "invalid-access-token";

    /// <summary>Twilio sent something other than audio.</summary>
    public const string InvalidAudio = Prefix + "invalid-audio";

    /// <summary>The batch is invalid.</summary>
    public const string InvalidBatch = Prefix + "invalid-batch";

    /// <summary>The binding is invalid.</summary>
    public const string InvalidBinding = Prefix + "invalid-binding";

    /// <summary><c>If-Match</c> or <c>If-None-Match</c> is invalid.</summary>
    public const string InvalidCondition = Prefix + "invalid-condition";

    /// <summary>A parameter of the path or query is invalid.</summary>
    public const string InvalidParameter = Prefix + "invalid-parameter";

    /// <summary>The request isn't proven to be Twilio's.</summary>
    public const string InvalidSignature = Prefix + "invalid-signature";

    /// <summary>The URL or the <c>Host</c> header is invalid.</summary>
    public const string InvalidUrl = Prefix + "invalid-url";

    /// <summary>The request needs a <c>Content-Length</c>.</summary>
    public const string LengthRequired = Prefix + "length-required";

    /// <summary>The webhook is malformed.</summary>
    public const string MalformedWebhook = Prefix + "malformed-webhook";

    /// <summary>The callee has no binding.</summary>
    public const string NoBinding = Prefix + "no-binding";

    /// <summary>The binding does not match <c>If-Match</c> or <c>If-None-Match</c>.</summary>
    public const string PreconditionFailed = Prefix + "precondition-failed";

    /// <summary>The range starts after the end of the audio.</summary>
    public const string RangeNotSatisfiable = Prefix + "range-not-satisfiable";

    /// <summary>The recording, or its audio, does not exist.</summary>
    public const string RecordingNotFound = Prefix + "recording-not-found";

    /// <summary>The identity has the maximum number of bindings.</summary>
    public const string TooManyBindings = Prefix + "too-many-bindings";

    /// <summary>Twilio rejected the credentials of the account, or they are missing.</summary>
    public const string TwilioCredentials = Prefix + "twilio-credentials";

    /// <summary>A service is temporarily unavailable; retry.</summary>
    public const string Unavailable = Prefix + "unavailable";

    /// <summary>The account is not configured.</summary>
    public const string UnknownAccount = Prefix + "unknown-account";
}
