using TwilioFunctions.Core.Calls;

namespace TwilioFunctions.Calls;

/// <summary>The typed part of a call's summary; times in UTC, durations in seconds, the post-dial delay in milliseconds.</summary>
internal sealed record CallSummaryDocument
{
    public required string Stage { get; init; }
    public string? AccountSid { get; init; }
    public string? State { get; init; }
    public string? Type { get; init; }
    public string? Direction { get; init; }
    public string? From { get; init; }
    public string? To { get; init; }
    public DateTimeOffset? CreatedTime { get; init; }
    public DateTimeOffset? StartTime { get; init; }
    public DateTimeOffset? EndTime { get; init; }
    public int? Duration { get; init; }
    public int? ConnectDuration { get; init; }
    public string? DisconnectedBy { get; init; }
    public int? LastSipResponse { get; init; }
    public int? PostDialDelay { get; init; }
    public string? AnsweredBy { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];
    public string? ProcessingState { get; init; }
    public int? ProcessingVersion { get; init; }
    public required string EventId { get; init; }
    public DateTimeOffset? EventTime { get; init; }

    public static CallSummaryDocument Of(CallSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        return new CallSummaryDocument
        {
            Stage = summary.Stage.Name(),
            AccountSid = summary.AccountSid,
            State = summary.State,
            Type = summary.Type,
            Direction = summary.Direction,
            From = summary.From,
            To = summary.To,
            CreatedTime = summary.CreatedTime,
            StartTime = summary.StartTime,
            EndTime = summary.EndTime,
            Duration = summary.Duration,
            ConnectDuration = summary.ConnectDuration,
            DisconnectedBy = summary.DisconnectedBy,
            LastSipResponse = summary.LastSipResponse,
            PostDialDelay = summary.PostDialDelay,
            AnsweredBy = summary.AnsweredBy,
            Tags = summary.Tags,
            ProcessingState = summary.ProcessingState,
            ProcessingVersion = summary.ProcessingVersion,
            EventId = summary.EventId,
            EventTime = summary.EventTime,
        };
    }
}
