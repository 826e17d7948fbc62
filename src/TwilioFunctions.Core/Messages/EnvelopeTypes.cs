namespace TwilioFunctions.Core.Messages;

/// <summary>The types of the messages that are no Event Streams events, which bring a type of their own.</summary>
public static class EnvelopeTypes
{
    /// <summary>An incoming call and what it was answered.</summary>
    public const string VoiceIncoming = "voice.incoming";

    /// <summary>A call's status callback.</summary>
    public const string VoiceStatus = "voice.status";

    /// <summary>A recording status callback.</summary>
    public const string VoiceRecordingStatus = "voice.recording-status";

    /// <summary>A Proxy interaction.</summary>
    public const string ProxyCallback = "proxy.callback";

    /// <summary>A Proxy interaction that was blocked.</summary>
    public const string ProxyIntercept = "proxy.intercept";
}
