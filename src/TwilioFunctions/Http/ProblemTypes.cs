namespace TwilioFunctions.Http;

/// <summary>
/// The <c>type</c> of each problem that the API answers: what a program tells problems apart by. Titles and details may be reworded;
/// a type is never renamed and never means anything else. openapi.json lists them, which a test holds it to.
/// </summary>
internal static class ProblemTypes
{
    public const string Prefix = "urn:problem:twiliofunctions:";

    public const string BindingNotFound = Prefix + "binding-not-found";
    public const string BodyTooLarge = Prefix + "body-too-large";
    public const string CallNotFound = Prefix + "call-not-found";
    public const string ChannelNotConfigured = Prefix + "channel-not-configured";
    public const string ConcurrentWrite = Prefix + "concurrent-write";
    public const string DeadLetterNotFound = Prefix + "dead-letter-not-found";
    public const string DeadLetterNotReplayable = Prefix + "dead-letter-not-replayable";
    public const string InternalError = Prefix + "internal-error";
    public const string InvalidAccessToken = Prefix + "invalid-access-token";
    public const string InvalidAudio = Prefix + "invalid-audio";
    public const string InvalidBatch = Prefix + "invalid-batch";
    public const string InvalidBinding = Prefix + "invalid-binding";
    public const string InvalidCondition = Prefix + "invalid-condition";
    public const string InvalidParameter = Prefix + "invalid-parameter";
    public const string InvalidSignature = Prefix + "invalid-signature";
    public const string InvalidUrl = Prefix + "invalid-url";
    public const string LengthRequired = Prefix + "length-required";
    public const string MalformedWebhook = Prefix + "malformed-webhook";
    public const string NoBinding = Prefix + "no-binding";
    public const string PreconditionFailed = Prefix + "precondition-failed";
    public const string RangeNotSatisfiable = Prefix + "range-not-satisfiable";
    public const string RecordingNotFound = Prefix + "recording-not-found";
    public const string TooManyBindings = Prefix + "too-many-bindings";
    public const string TwilioCredentials = Prefix + "twilio-credentials";
    public const string Unavailable = Prefix + "unavailable";
    public const string UnknownAccount = Prefix + "unknown-account";
}
