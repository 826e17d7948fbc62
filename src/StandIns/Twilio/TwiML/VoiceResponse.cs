using Twilio.TwiML.Voice;

namespace Twilio.TwiML;

/// <summary>What a voice webhook answers. https://www.twilio.com/docs/voice/twiml</summary>
public class VoiceResponse : TwiML
{
    public VoiceResponse()
        : base("Response")
    {
    }

    public VoiceResponse Dial(
        string? number = null,
        Uri? action = null,
        Http.HttpMethod? method = null,
        int? timeout = null,
        bool? hangupOnStar = null,
        int? timeLimit = null,
        string? callerId = null,
        Dial.RecordEnum? record = null,
        Dial.TrimEnum? trim = null,
        Uri? recordingStatusCallback = null,
        string? recordingConfigurationId = null,
        Http.HttpMethod? recordingStatusCallbackMethod = null,
        IEnumerable<Dial.RecordingEventEnum>? recordingStatusCallbackEvent = null,
        bool? answerOnBridge = null,
        Dial.RingToneEnum? ringTone = null,
        Dial.RecordingTrackEnum? recordingTrack = null,
        bool? sequential = null,
        Uri? referUrl = null,
        Http.HttpMethod? referMethod = null,
        Dial.EventsEnum? events = null) =>
        Append(new Dial(
            number, action, method, timeout, hangupOnStar, timeLimit, callerId, record, trim, recordingStatusCallback,
            recordingConfigurationId, recordingStatusCallbackMethod, recordingStatusCallbackEvent, answerOnBridge, ringTone,
            recordingTrack, sequential, referUrl, referMethod, events));

    [Obsolete("Append does the same.")]
    public VoiceResponse Dial(Dial dial) => Append(dial);

    public VoiceResponse Enqueue(
        string? name = null,
        Uri? action = null,
        int? maxQueueSize = null,
        Http.HttpMethod? method = null,
        Uri? waitUrl = null,
        Http.HttpMethod? waitUrlMethod = null,
        string? workflowSid = null) =>
        Append(new Enqueue(name, action, maxQueueSize, method, waitUrl, waitUrlMethod, workflowSid));

    [Obsolete("Append does the same.")]
    public VoiceResponse Enqueue(Enqueue enqueue) => Append(enqueue);

    public VoiceResponse Gather(
        IEnumerable<Gather.InputEnum>? input = null,
        Uri? action = null,
        Http.HttpMethod? method = null,
        int? timeout = null,
        string? speechTimeout = null,
        int? maxSpeechTime = null,
        bool? profanityFilter = null,
        string? finishOnKey = null,
        int? numDigits = null,
        Uri? partialResultCallback = null,
        Http.HttpMethod? partialResultCallbackMethod = null,
        Gather.LanguageEnum? language = null,
        string? hints = null,
        bool? bargeIn = null,
        bool? debug = null,
        bool? actionOnEmptyResult = null,
        string? speechModel = null,
        bool? enhanced = null) =>
        Append(new Gather(
            input, action, method, timeout, speechTimeout, maxSpeechTime, profanityFilter, finishOnKey, numDigits, partialResultCallback,
            partialResultCallbackMethod, language, hints, bargeIn, debug, actionOnEmptyResult, speechModel, enhanced));

    [Obsolete("Append does the same.")]
    public VoiceResponse Gather(Gather gather) => Append(gather);

    public VoiceResponse Hangup() => Append(new Hangup());

    [Obsolete("Append does the same.")]
    public VoiceResponse Hangup(Hangup hangup) => Append(hangup);

    public VoiceResponse Pause(int? length = null) => Append(new Pause(length));

    [Obsolete("Append does the same.")]
    public VoiceResponse Pause(Pause pause) => Append(pause);

    public VoiceResponse Play(Uri? url = null, int? loop = null, string? digits = null) => Append(new Play(url, loop, digits));

    [Obsolete("Append does the same.")]
    public VoiceResponse Play(Play play) => Append(play);

    public VoiceResponse Queue(
        string? name = null,
        Uri? url = null,
        Http.HttpMethod? method = null,
        string? reservationSid = null,
        string? postWorkActivitySid = null) =>
        Append(new Queue(name, url, method, reservationSid, postWorkActivitySid));

    [Obsolete("Append does the same.")]
    public VoiceResponse Queue(Queue queue) => Append(queue);

    public VoiceResponse Record(
        Uri? action = null,
        Http.HttpMethod? method = null,
        int? timeout = null,
        string? finishOnKey = null,
        int? maxLength = null,
        bool? playBeep = null,
        Record.TrimEnum? trim = null,
        Uri? recordingStatusCallback = null,
        Http.HttpMethod? recordingStatusCallbackMethod = null,
        IEnumerable<Record.RecordingEventEnum>? recordingStatusCallbackEvent = null,
        bool? transcribe = null,
        Uri? transcribeCallback = null,
        string? recordingConfigurationId = null) =>
        Append(new Record(
            action, method, timeout, finishOnKey, maxLength, playBeep, trim, recordingStatusCallback, recordingStatusCallbackMethod,
            recordingStatusCallbackEvent, transcribe, transcribeCallback, recordingConfigurationId));

    [Obsolete("Append does the same.")]
    public VoiceResponse Record(Record record) => Append(record);

    public VoiceResponse Redirect(Uri? url = null, Http.HttpMethod? method = null) => Append(new Redirect(url, method));

    [Obsolete("Append does the same.")]
    public VoiceResponse Redirect(Redirect redirect) => Append(redirect);

    public VoiceResponse Reject(Reject.ReasonEnum? reason = null) => Append(new Reject(reason));

    [Obsolete("Append does the same.")]
    public VoiceResponse Reject(Reject reject) => Append(reject);

    public VoiceResponse Say(string? message = null, Say.VoiceEnum? voice = null, int? loop = null, Say.LanguageEnum? language = null) =>
        Append(new Say(message, voice, loop, language));

    [Obsolete("Append does the same.")]
    public VoiceResponse Say(Say say) => Append(say);

    public new VoiceResponse Append(TwiML childElem) => (VoiceResponse)base.Append(childElem);

    public new VoiceResponse SetOption(string key, object value) => (VoiceResponse)base.SetOption(key, value);
}
