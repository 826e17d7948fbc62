using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Twilio.TwiML;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Core.Voice;
using TwilioFunctions.Core.Webhooks;

namespace TwilioFunctions.Core.Proxy;

/// <summary>Answers calls and messages that belong to no open session, out of the settings and the request alone.</summary>
internal sealed partial class OutOfSessionAnswerer(IOptions<ProxyOptions> proxy, IOptions<VoiceOptions> voice, ILogger<OutOfSessionAnswerer> logger)
{
    private OutOfSessionOptions Settings => proxy.Value.OutOfSession;

    /// <summary>What to answer; null when the request is neither a call's nor a message's.</summary>
    /// <param name="parameters">Of a verified webhook.</param>
    /// <param name="urls">Where Twilio reaches the app.</param>
    public OutOfSessionAnswer? Answer(FormParameters parameters, WebhookUrls urls)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if ((CallSidOf(parameters) ?? MessageSidOf(parameters)) is not { } sid)
            return null;
        var isCall = CallSidOf(parameters) is not null;
        var answer = Settings.Session is { } session && TakesIn(session, isCall)
            ? OutOfSessionAnswer.Session(NewSession.Of(session, sid))
            : isCall ? Call(urls) : Message();
        LogAnswered(sid, answer.Kind);
        return answer;
    }

    /// <summary>What is answered when nothing else can be: it depends on the settings alone, since the request may be anybody's.</summary>
    /// <param name="parameters">Null where they could not even be read.</param>
    /// <param name="urls">Where Twilio reaches the app.</param>
    public OutOfSessionAnswer Fallback(FormParameters? parameters, WebhookUrls urls) =>
        parameters is null ? OutOfSessionAnswer.Twiml(OutOfSessionTwiml.Of(message: null), "nothing")
        : CallSidOf(parameters) is null ? Message()
        : OutOfSessionAnswer.Twiml(CallTwiml.Of(voice.Value.Fallback, urls).ToString(), "the fallback");

    private OutOfSessionAnswer Call(WebhookUrls urls)
    {
        var action = Settings.Voice ?? voice.Value.Fallback;
        return OutOfSessionAnswer.Twiml(CallTwiml.Of(action, urls).ToString(), $"{action.Kind}");
    }

    private OutOfSessionAnswer Message() => OutOfSessionAnswer.Twiml(OutOfSessionTwiml.Of(Settings.Message), Settings.Message is null ? "nothing" : "a message");

    private static bool TakesIn(NewSessionOptions session, bool isCall) =>
        SessionModes.Of(session.Mode) is var mode && (mode == SessionModes.VoiceAndMessage || mode == (isCall ? SessionModes.VoiceOnly : SessionModes.MessageOnly));

    private static string? CallSidOf(FormParameters parameters) => parameters.Text("CallSid");

    private static string? MessageSidOf(FormParameters parameters) => parameters.Text("MessageSid") ?? parameters.Text("SmsSid");

    [LoggerMessage(EventId = 6110, Level = LogLevel.Information, Message = "Out of session, {Sid}: answered with {Kind}")]
    private partial void LogAnswered(string sid, string kind);
}

/// <summary>What Proxy is answered for a call or message that belongs to no session.</summary>
/// <param name="Content">TwiML, or the JSON of a session to open.</param>
/// <param name="ContentType"><c>application/xml</c> or <c>application/json</c>.</param>
/// <param name="Kind">What it does, for the log.</param>
internal sealed record OutOfSessionAnswer(string Content, string ContentType, string Kind)
{
    internal static OutOfSessionAnswer Twiml(string twiml, string kind) => new(twiml, "application/xml", kind);

    internal static OutOfSessionAnswer Session(NewSession session) => new(session.Serialize(), "application/json", "a session");
}

/// <summary>Messaging TwiML: https://www.twilio.com/docs/messaging/twiml.</summary>
internal static class OutOfSessionTwiml
{
    /// <summary>What a message is answered; nothing where there is no text. Without a text it is TwiML for calls as well.</summary>
    public static string Of(string? message)
    {
        var response = new MessagingResponse();
        return (message is null ? response : response.Message(message)).ToString();
    }

    /// <summary>Whether XML can hold the text.</summary>
    public static bool CanSay(string message)
    {
        try
        {
            return Of(message).Length > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
