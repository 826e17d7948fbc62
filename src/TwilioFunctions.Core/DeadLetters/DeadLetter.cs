namespace TwilioFunctions.Core.DeadLetters;

/// <summary>A message that failed for good.</summary>
public sealed record DeadLetter
{
    /// <summary>Names it in the API: the queue, a dot, the row.</summary>
    public required string Id { get; init; }

    /// <summary>The queue that it failed on, and that a replay goes to.</summary>
    public required string Queue { get; init; }

    /// <summary>When it was given up, in UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>How often it was tried.</summary>
    public int Tries { get; init; }

    /// <summary>What the last try threw, type and message; null where the try left nothing behind, for instance because the process died.</summary>
    public string? Error { get; init; }

    /// <summary>The id of the event or request, where the message is one of ours.</summary>
    public string? MessageId { get; init; }

    /// <summary>Its type.</summary>
    public string? Type { get; init; }

    /// <summary>Its account.</summary>
    public string? AccountSid { get; init; }

    /// <summary>Its call.</summary>
    public string? CallSid { get; init; }

    /// <summary>When it was last put back on its queue; null if never.</summary>
    public DateTimeOffset? ReplayedAt { get; init; }

    /// <summary>The message's body, character for character.</summary>
    public required string Body { get; init; }
}
