namespace TwilioFunctions.Core.EventStreams;

/// <summary>The event types that the app treats in a way of their own; every other type is kept whole.</summary>
public static class EventTypes
{
    /// <summary>Sent by <c>POST /v1/Sinks/{Sid}/Test</c>.</summary>
    public const string SinkTest = "com.twilio.eventstreams.test-event";

    private const string CallSummary = "com.twilio.voice.insights.call-summary.";

    /// <summary>The first summary, within about ten minutes after the call.</summary>
    public const string PartialCallSummary = CallSummary + "partial";

    /// <summary>The summary that Twilio expects not to change any more.</summary>
    public const string PredictedCompleteCallSummary = CallSummary + "predicted-complete";

    /// <summary>The last summary, about thirty minutes after the call.</summary>
    public const string CompleteCallSummary = CallSummary + "complete";

    /// <summary>Whether this is one of the three call-summary types.</summary>
    public static bool IsCallSummary(string type) =>
        type is PartialCallSummary or PredictedCompleteCallSummary or CompleteCallSummary;
}
