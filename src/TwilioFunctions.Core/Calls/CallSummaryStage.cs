using TwilioFunctions.Core.EventStreams;

namespace TwilioFunctions.Core.Calls;

/// <summary>How final a summary is; a higher one knows more.</summary>
public enum CallSummaryStage
{
    /// <summary><c>call-summary.partial</c></summary>
    Partial = 1,

    /// <summary><c>call-summary.predicted-complete</c></summary>
    PredictedComplete = 2,

    /// <summary><c>call-summary.complete</c></summary>
    Complete = 3,
}

/// <summary>The names of <see cref="CallSummaryStage"/> in rows and answers: the last part of Twilio's event type.</summary>
public static class CallSummaryStages
{
    /// <summary>The stage of an event type. The event's type says it, not <c>processing_state</c>, which lags behind (Twilio's own sample shows it).</summary>
    /// <exception cref="InvalidDataException">The type is not one of the three call-summary types.</exception>
    public static CallSummaryStage OfType(string eventType) => eventType switch
    {
        EventTypes.PartialCallSummary => CallSummaryStage.Partial,
        EventTypes.PredictedCompleteCallSummary => CallSummaryStage.PredictedComplete,
        EventTypes.CompleteCallSummary => CallSummaryStage.Complete,
        _ => throw new InvalidDataException($"{eventType} is not a call-summary event."),
    };

    /// <summary><c>partial</c>, <c>predicted-complete</c> or <c>complete</c>.</summary>
    public static string Name(this CallSummaryStage stage) => stage switch
    {
        CallSummaryStage.Partial => "partial",
        CallSummaryStage.PredictedComplete => "predicted-complete",
        _ => "complete",
    };

    /// <summary>The stage of a name; null for no or another text.</summary>
    public static CallSummaryStage? OfName(string? name) => name switch
    {
        "partial" => CallSummaryStage.Partial,
        "predicted-complete" => CallSummaryStage.PredictedComplete,
        "complete" => CallSummaryStage.Complete,
        _ => null,
    };
}
