using Twilio.TwiML;
using Twilio.TwiML.Voice;

namespace TwilioFunctions.Core.Voice;

/// <summary>Turns an action into TwiML: https://www.twilio.com/docs/voice/twiml.</summary>
internal static class CallTwiml
{
    private static readonly Client.EventEnum[] ClientEvents = [Client.EventEnum.Initiated, Client.EventEnum.Ringing, Client.EventEnum.Answered, Client.EventEnum.Completed];
    private static readonly Number.EventEnum[] NumberEvents = [Number.EventEnum.Initiated, Number.EventEnum.Ringing, Number.EventEnum.Answered, Number.EventEnum.Completed];
    private static readonly Sip.EventEnum[] SipEvents = [Sip.EventEnum.Initiated, Sip.EventEnum.Ringing, Sip.EventEnum.Answered, Sip.EventEnum.Completed];

    /// <summary>The TwiML of an action that the options' validation has let pass.</summary>
    /// <param name="action">What is done.</param>
    /// <param name="urls">Where Twilio reaches the app.</param>
    public static VoiceResponse Of(CallAction action, WebhookUrls urls)
    {
        var response = new VoiceResponse();
        return action.Kind switch
        {
            CallActionKind.DialClient => response.Append(DialOf(action, urls).Append(ClientOf(action, urls))),
            CallActionKind.DialNumber => response.Append(DialOf(action, urls).Append(NumberOf(action.Number!, urls))),
            CallActionKind.DialSip => response.Append(DialOf(action, urls).Append(new Sip(new Uri(action.Sip!), statusCallbackEvent: SipEvents, statusCallback: urls.VoiceStatus))),
            CallActionKind.Say => response.Append(SayOf(action)),
            CallActionKind.Play => response.Play(new Uri(action.Url!)),
            CallActionKind.Record => RecordAfterText(response, action, urls),
            CallActionKind.Enqueue => response.Enqueue(action.Queue, waitUrl: UriOf(action.WaitUrl)),
            CallActionKind.Reject => response.Reject(action.Reason == "busy" ? Reject.ReasonEnum.Busy : Reject.ReasonEnum.Rejected),
            CallActionKind.Redirect => response.Redirect(new Uri(action.Url!)),
            _ => throw new ArgumentOutOfRangeException(nameof(action), action.Kind, "The action is of no known kind."),
        };
    }

    private static Dial DialOf(CallAction action, WebhookUrls urls) => new(
        callerId: action.CallerId,
        timeout: action.Timeout,
        // The caller hears ringing until somebody answers, and is not billed for it.
        answerOnBridge: true,
        record: action.RecordCall switch
        {
            "record-from-answer" => Dial.RecordEnum.RecordFromAnswer,
            "record-from-answer-dual" => Dial.RecordEnum.RecordFromAnswerDual,
            "record-from-ringing" => Dial.RecordEnum.RecordFromRinging,
            "record-from-ringing-dual" => Dial.RecordEnum.RecordFromRingingDual,
            _ => null,
        },
        recordingStatusCallback: action.RecordCall is null ? null : urls.RecordingStatus,
        recordingStatusCallbackEvent: action.RecordCall is null ? null : [Dial.RecordingEventEnum.InProgress, Dial.RecordingEventEnum.Completed, Dial.RecordingEventEnum.Absent]);

    private static Client ClientOf(CallAction action, WebhookUrls urls)
    {
        var client = new Client(statusCallbackEvent: ClientEvents, statusCallback: urls.VoiceStatus);
        client.Identity(action.Identity);
        foreach (var (name, value) in action.Parameters)
            client.Parameter(name, value);
        // https://www.twilio.com/docs/voice/sdks/client-call-notification-webhook; the package's class has no member for it.
        return urls.CallNotifications is { } notifications ? client.SetOption("clientNotificationUrl", notifications.OriginalString) : client;
    }

    private static Number NumberOf(string number, WebhookUrls urls) =>
        new(new Twilio.Types.PhoneNumber(number), statusCallbackEvent: NumberEvents, statusCallback: urls.VoiceStatus);

    private static Say SayOf(CallAction action) => new(
        action.Text,
        action.Voice is null ? null : (Say.VoiceEnum)action.Voice,
        language: action.Language is null ? null : (Say.LanguageEnum)action.Language);

    private static VoiceResponse RecordAfterText(VoiceResponse response, CallAction action, WebhookUrls urls)
    {
        if (!string.IsNullOrWhiteSpace(action.Text))
            response.Append(SayOf(action));
        return response.Record(
            maxLength: action.MaxLength,
            playBeep: true,
            recordingStatusCallback: urls.RecordingStatus,
            recordingStatusCallbackEvent: [Record.RecordingEventEnum.InProgress, Record.RecordingEventEnum.Completed, Record.RecordingEventEnum.Absent]);
    }

    private static Uri? UriOf(string? url) => url is null ? null : new Uri(url);
}
