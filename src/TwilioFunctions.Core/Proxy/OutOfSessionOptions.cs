using TwilioFunctions.Core.Voice;

namespace TwilioFunctions.Core.Proxy;

/// <summary>What a call or message is answered that belongs to no open session: settings <c>Proxy__OutOfSession__…</c>.</summary>
public sealed class OutOfSessionOptions
{
    /// <summary>What is done with a call; what <see cref="VoiceOptions.Fallback"/> says unless set.</summary>
    public CallAction? Voice { get; set; }

    /// <summary>What a message is answered, up to 1,600 characters; nothing unless set.</summary>
    public string? Message { get; set; }

    /// <summary>The session that is opened in place of either, where its <see cref="NewSessionOptions.Mode"/> takes it in.</summary>
    public NewSessionOptions? Session { get; set; }
}
