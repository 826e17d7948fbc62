namespace TwilioFunctions.Core.Calls;

/// <summary>The kinds of what happens with a call.</summary>
public static class CallStoryKinds
{
    /// <summary>Twilio asked what to do with it, and was answered.</summary>
    public const string Incoming = "incoming";

    /// <summary>A device of the callee was notified, or not.</summary>
    public const string Notification = "notification";

    /// <summary>It took another state.</summary>
    public const string Status = "status";

    /// <summary>A Proxy interaction began, changed or was blocked.</summary>
    public const string Proxy = "proxy";

    /// <summary>A recording began or ended.</summary>
    public const string Recording = "recording";

    /// <summary>Another event of Event Streams.</summary>
    public const string Event = "event";

    /// <summary>Voice Insights summed it up.</summary>
    public const string Summary = "summary";

    /// <summary>All of them; what happened in the same moment is told in this order.</summary>
    public static IReadOnlyList<string> All { get; } = [Incoming, Notification, Status, Proxy, Recording, Event, Summary];
}
