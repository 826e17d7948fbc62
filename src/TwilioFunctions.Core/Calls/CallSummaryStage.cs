using Azure.Data.Tables;
using TwilioFunctions.Core.EventStreams;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Calls;

/// <summary>How final a summary is; a higher one knows more.</summary>
internal enum CallSummaryStage
{
    /// <summary><c>call-summary.partial</c></summary>
    Partial = 1,

    /// <summary><c>call-summary.predicted-complete</c></summary>
    PredictedComplete = 2,

    /// <summary><c>call-summary.complete</c></summary>
    Complete = 3,
}

/// <summary>The names of <see cref="CallSummaryStage"/> in rows and answers: the last part of Twilio's event type.</summary>
internal static class CallSummaryStages
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

/// <summary>That a summary came, whether or not it is the one that stays.</summary>
/// <param name="EventId">The event that brought it.</param>
/// <param name="Stage">How final it was.</param>
/// <param name="Time">When Twilio made the event; null where it does not say.</param>
/// <param name="State">The call's state as the summary spells it.</param>
/// <param name="ProcessingVersion">The version that it was.</param>
internal sealed record SummaryStage(string EventId, CallSummaryStage Stage, DateTimeOffset? Time, string? State, int? ProcessingVersion)
{
    /// <summary>What the rows begin with: <c>stage|{event id}</c>.</summary>
    internal const string RowPrefix = "stage|";

    internal static SummaryStage Of(CallSummary summary) =>
        new(summary.EventId, summary.Stage, summary.EventTime ?? summary.EndTime, summary.State, summary.ProcessingVersion);

    internal TableEntity Write(string callSid) => new(TableKey.Encode(callSid), RowPrefix + TableKey.Encode(EventId))
    {
        ["EventId"] = EventId,
        ["Stage"] = Stage.Name(),
        ["EventTime"] = Time,
        ["State"] = TextColumns.Shorten(State),
        ["ProcessingVersion"] = ProcessingVersion,
    };

    internal static SummaryStage Read(TableEntity row) => new(
        row.GetString("EventId") ?? "",
        CallSummaryStages.OfName(row.GetString("Stage")) ?? CallSummaryStage.Partial,
        row.GetDateTimeOffset("EventTime"),
        row.GetString("State"),
        row.GetInt32("ProcessingVersion"));
}

/// <summary>
/// Which of two summaries of a call knows more: the later stage, then the higher <c>processing_version</c>, then the later event
/// time, then, so that every order of arrival ends the same, the greater event id.
/// </summary>
/// <param name="Stage">The stage.</param>
/// <param name="ProcessingVersion">Rises while Twilio still works on the summary; 0 when it is not told.</param>
/// <param name="EventTime">The event's time; the earliest time when it is not told.</param>
/// <param name="EventId">The event's id.</param>
internal readonly record struct CallSummaryRank(CallSummaryStage Stage, int ProcessingVersion, DateTimeOffset EventTime, string EventId)
{
    /// <summary>Whether this one knows more than the other.</summary>
    public bool Beats(CallSummaryRank other)
    {
        if (Stage != other.Stage)
            return Stage > other.Stage;
        if (ProcessingVersion != other.ProcessingVersion)
            return ProcessingVersion > other.ProcessingVersion;
        if (EventTime != other.EventTime)
            return EventTime > other.EventTime;
        return string.CompareOrdinal(EventId, other.EventId) > 0;
    }
}
