namespace TwilioFunctions.Core.Proxy;

/// <summary>A session that Proxy opens for whoever reaches none. Source: https://www.twilio.com/docs/proxy/out-of-session-callback-response-guide</summary>
public sealed class NewSessionOptions
{
    /// <summary>Stands in <see cref="UniqueName"/> for the SID of the call or message.</summary>
    public const string SidPlaceholder = "{sid}";

    /// <summary>The number of who answers, in E.164.</summary>
    public string? ParticipantIdentifier { get; set; }

    /// <summary>The Proxy number that they see, in E.164; Proxy chooses one unless set.</summary>
    public string? ParticipantProxyIdentifier { get; set; }

    /// <summary>The session's name, up to 191 characters, with <see cref="SidPlaceholder"/> in it: a name that is taken is refused. No personal data.</summary>
    public string UniqueName { get; set; } = $"out-of-session-{SidPlaceholder}";

    /// <summary><c>voice-and-message</c>, <c>voice-only</c> (calls alone open a session) or <c>message-only</c> (messages alone do).</summary>
    public string Mode { get; set; } = SessionModes.VoiceAndMessage;

    /// <summary>Seconds after its last interaction at which the session ends; never unless set.</summary>
    public int? Ttl { get; set; }
}
