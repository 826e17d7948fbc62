using TwilioFunctions.Core.CallNotifications;

namespace TwilioFunctions.Core.Messages;

/// <summary>
/// What a message holds, which decides how it is processed. The kind is the app's own word: the type of an event is the sender's,
/// and may be spelled like one of these.
/// </summary>
public static class EnvelopeKinds
{
    /// <summary>An event of Event Streams.</summary>
    public const string Event = "event";

    /// <summary>A call notification, or the retry of one.</summary>
    public const string CallNotification = CallNotificationBody.MessageType;

    /// <summary>A request for instructions for an incoming call, and the response.</summary>
    public const string VoiceIncoming = "voice.incoming";

    /// <summary>A call's status callback.</summary>
    public const string VoiceStatus = "voice.status";

    /// <summary>A recording status callback.</summary>
    public const string VoiceRecordingStatus = "voice.recording-status";

    /// <summary>A Proxy interaction.</summary>
    public const string ProxyCallback = "proxy.callback";

    /// <summary>A Proxy interaction that was blocked.</summary>
    public const string ProxyIntercept = "proxy.intercept";

    /// <summary>The kind of a message that an earlier version wrote without one.</summary>
    internal static string FromType(string type) =>
        type is CallNotification or VoiceIncoming or VoiceStatus or VoiceRecordingStatus or ProxyCallback or ProxyIntercept ? type : Event;
}
