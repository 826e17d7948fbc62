namespace TwilioFunctions.Core.Proxy;

/// <summary>Whether a Proxy interaction may go on.</summary>
public sealed record InterceptDecision
{
    private InterceptDecision(string? blockedReason) => BlockedReason = blockedReason;

    /// <summary>It goes on.</summary>
    public static InterceptDecision Allow { get; } = new(blockedReason: null);

    /// <summary>Why it is blocked; null when it goes on.</summary>
    public string? BlockedReason { get; }

    /// <summary>Whether nothing could be decided, so that the setting did.</summary>
    public bool IsFallback { get; init; }

    /// <summary>It ends here.</summary>
    /// <param name="reason">Why, for the log and the record of the call: no personal data.</param>
    public static InterceptDecision Block(string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return new(reason);
    }
}
