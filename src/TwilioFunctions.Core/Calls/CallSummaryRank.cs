namespace TwilioFunctions.Core.Calls;

/// <summary>
/// Which of two summaries of a call knows more: the later stage, then the higher <c>processing_version</c>, then the later event
/// time, then, so that every order of arrival ends the same, the greater event id.
/// </summary>
/// <param name="Stage">The stage.</param>
/// <param name="ProcessingVersion">Rises while Twilio still works on the summary; 0 when it is not told.</param>
/// <param name="EventTime">The event's time; the earliest time when it is not told.</param>
/// <param name="EventId">The event's id.</param>
public readonly record struct CallSummaryRank(CallSummaryStage Stage, int ProcessingVersion, DateTimeOffset EventTime, string EventId)
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
