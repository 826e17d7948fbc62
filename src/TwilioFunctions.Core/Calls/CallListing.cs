namespace TwilioFunctions.Core.Calls;

/// <summary>A call as the list of its day shows it.</summary>
public sealed record CallListing
{
    /// <summary><c>CA…</c></summary>
    public required string CallSid { get; init; }

    /// <summary><c>AC…</c></summary>
    public string? AccountSid { get; init; }

    /// <summary>As <c>CallStatus</c> spells it; null while nothing says it.</summary>
    public string? State { get; init; }

    /// <summary>As <c>Direction</c> is spelled.</summary>
    public string? Direction { get; init; }

    /// <summary>Who calls.</summary>
    public string? From { get; init; }

    /// <summary>Who is called.</summary>
    public string? To { get; init; }

    /// <summary><c>carrier</c>, <c>sip</c>, <c>trunking</c>, <c>client</c> …, as the summary says; null before there is one.</summary>
    public string? Type { get; init; }

    /// <summary>How final its summary is; null before there is one.</summary>
    public CallSummaryStage? Stage { get; init; }

    /// <summary>When it began; the day of the list is this one's.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>Seconds from start to end.</summary>
    public int? Duration { get; init; }

    /// <summary>Seconds from answer to end.</summary>
    public int? ConnectDuration { get; init; }

    /// <summary>Who hung up.</summary>
    public string? DisconnectedBy { get; init; }

    /// <summary>Its summary's tags, for instance <c>high_jitter</c>.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    internal static CallListing Of(CallStory story) => new()
    {
        CallSid = story.CallSid,
        AccountSid = story.AccountSid,
        State = story.State,
        Direction = story.Direction,
        From = story.From,
        To = story.To,
        Type = story.Summary?.Type,
        Stage = story.Summary?.Stage,
        StartTime = story.StartTime,
        EndTime = story.EndTime,
        Duration = story.Duration,
        ConnectDuration = story.Summary?.ConnectDuration,
        DisconnectedBy = story.Summary?.DisconnectedBy,
        Tags = story.Summary?.Tags ?? [],
    };
}
