using Twilio.TwiML;
using Twilio.TwiML.Voice;
using TwilioFunctions.Testing;
using HttpMethod = Twilio.Http.HttpMethod;
using Record = Twilio.TwiML.Voice.Record;

namespace StandIns.Tests.TwilioPackage;

/// <summary>Answers to calls, and the calls of the npm package that make the same.</summary>
internal static class VoiceSamples
{
    private const string Number = "+15005550006";
    private const string Href = "https://example.com/next?a=1&b=%41|";

    private static readonly Uri url = new(Href);

    public static IReadOnlyDictionary<string, (VoiceResponse Response, TwimlElement[] Elements)> All { get; } =
        new Dictionary<string, (VoiceResponse, TwimlElement[])>
        {
            ["nothing"] = (new(), []),
            ["say"] = (
                new VoiceResponse().Say("Hello").Say("Hallo", Say.VoiceEnum.Alice, 2, Say.LanguageEnum.DeDe).Say("Hej", "Polly.Astrid"),
                [
                    new("say", Text: "Hello"),
                    new("say", new { voice = "alice", loop = 2, language = "de-DE" }, "Hallo"),
                    new("say", new { voice = "Polly.Astrid" }, "Hej"),
                ]),
            ["play, pause, hang up"] = (
                new VoiceResponse().Play(url, 0).Play(digits: "wwww3").Pause().Pause(10).Hangup(),
                [
                    new("play", new { loop = 0 }, Href),
                    new("play", new { digits = "wwww3" }),
                    new("pause"),
                    new("pause", new { length = 10 }),
                    new("hangup"),
                ]),
            ["reject"] = (
                new VoiceResponse().Reject().Reject(Reject.ReasonEnum.Busy).Reject("rejected"),
                [new("reject"), new("reject", new { reason = "busy" }), new("reject", new { reason = "rejected" })]),
            ["redirect"] = (
                new VoiceResponse().Redirect(url).Redirect(url, HttpMethod.Get),
                [new("redirect", null, Href), new("redirect", new { method = "GET" }, Href)]),
            ["record"] = (
                new VoiceResponse().Record().Record(
                    url, HttpMethod.Post, 5, "#*", 120, false, Record.TrimEnum.DoNotTrim, url, HttpMethod.Get,
                    [Record.RecordingEventEnum.InProgress, Record.RecordingEventEnum.Completed, Record.RecordingEventEnum.Absent],
                    true, url, "RC1"),
                [
                    new("record"),
                    new("record", new
                    {
                        action = Href,
                        method = "POST",
                        timeout = 5,
                        finishOnKey = "#*",
                        maxLength = 120,
                        playBeep = false,
                        trim = "do-not-trim",
                        recordingStatusCallback = Href,
                        recordingStatusCallbackMethod = "GET",
                        recordingStatusCallbackEvent = new[] { "in-progress", "completed", "absent" },
                        transcribe = true,
                        transcribeCallback = Href,
                        recordingConfigurationId = "RC1",
                    }),
                ]),
            ["enqueue"] = (
                new VoiceResponse()
                    .Enqueue("support", url, 10, HttpMethod.Post, url, HttpMethod.Get)
                    .Append(new Enqueue(workflowSid: "WW1").Task("""{"skill":"a & b"}""", 5, 60)),
                [
                    new(
                        "enqueue",
                        new { action = Href, maxQueueSize = 10, method = "POST", waitUrl = Href, waitUrlMethod = "GET" },
                        "support"),
                    new(
                        "enqueue",
                        new { workflowSid = "WW1" },
                        null,
                        new TwimlElement("task", new { priority = 5, timeout = 60 }, """{"skill":"a & b"}""")),
                ]),
            ["gather"] = (
                new VoiceResponse().Append(
                    new Gather(
                        [Gather.InputEnum.Dtmf, Gather.InputEnum.Speech], url, HttpMethod.Post, 3, "auto", 30, false, "#", 4,
                        url, HttpMethod.Get, Gather.LanguageEnum.EnGb, "yes, no", true, false, true, "phone_call", true)
                        .Say("Press").Pause(1).Play(url)),
                [
                    new(
                        "gather",
                        new
                        {
                            input = new[] { "dtmf", "speech" },
                            action = Href,
                            method = "POST",
                            timeout = 3,
                            speechTimeout = "auto",
                            maxSpeechTime = 30,
                            profanityFilter = false,
                            finishOnKey = "#",
                            numDigits = 4,
                            partialResultCallback = Href,
                            partialResultCallbackMethod = "GET",
                            language = "en-GB",
                            hints = "yes, no",
                            bargeIn = true,
                            debug = false,
                            actionOnEmptyResult = true,
                            speechModel = "phone_call",
                            enhanced = true,
                        },
                        null,
                        new("say", Text: "Press"),
                        new("pause", new { length = 1 }),
                        new("play", Text: Href)),
                ]),
            ["dial a number as text"] = (
                new VoiceResponse().Dial(
                    Number, url, HttpMethod.Get, 20, true, 3600, "+15005550001", Dial.RecordEnum.RecordFromAnswerDual,
                    Dial.TrimEnum.TrimSilence, url, "RC1", HttpMethod.Post,
                    [Dial.RecordingEventEnum.Completed, Dial.RecordingEventEnum.Absent], true, Dial.RingToneEnum.UsOld,
                    Dial.RecordingTrackEnum.Inbound, false, url, HttpMethod.Get, Dial.EventsEnum.CallProgressEvent),
                [
                    new(
                        "dial",
                        new
                        {
                            action = Href,
                            method = "GET",
                            timeout = 20,
                            hangupOnStar = true,
                            timeLimit = 3600,
                            callerId = "+15005550001",
                            record = "record-from-answer-dual",
                            trim = "trim-silence",
                            recordingStatusCallback = Href,
                            recordingConfigurationId = "RC1",
                            recordingStatusCallbackMethod = "POST",
                            recordingStatusCallbackEvent = new[] { "completed", "absent" },
                            answerOnBridge = true,
                            ringTone = "us-old",
                            recordingTrack = "inbound",
                            sequential = false,
                            referUrl = Href,
                            referMethod = "GET",
                            events = "call-progress-event",
                        },
                        Number),
                ]),
            ["dial a client"] = (
                new VoiceResponse().Append(new Dial(timeout: 30, answerOnBridge: true).Append(
                    new Client(
                        url: url,
                        method: HttpMethod.Get,
                        statusCallbackEvent: [Client.EventEnum.Initiated, Client.EventEnum.Ringing, "answered", "completed"],
                        statusCallback: url,
                        statusCallbackMethod: HttpMethod.Post)
                        .SetOption("clientNotificationUrl", Href)
                        .Identity("user_joey")
                        .Parameter("name", "Jo \"J\" <Ey> & Co")
                        .Parameter("empty", ""))),
                [
                    new(
                        "dial",
                        new { timeout = 30, answerOnBridge = true },
                        null,
                        new TwimlElement(
                            "client",
                            new
                            {
                                url = Href,
                                method = "GET",
                                statusCallbackEvent = new[] { "initiated", "ringing", "answered", "completed" },
                                statusCallback = Href,
                                statusCallbackMethod = "POST",
                                clientNotificationUrl = Href,
                            },
                            null,
                            new("identity", Text: "user_joey"),
                            new("parameter", new { name = "name", value = "Jo \"J\" <Ey> & Co" }),
                            new("parameter", new { name = "empty", value = "" }))),
                ]),
            ["dial several"] = (
                new VoiceResponse().Append(
                    new Dial(sequential: true).Client("joey").Number(Number).Sip(new Uri("sip:jo@example.com")).Queue("support")),
                [
                    new(
                        "dial",
                        new { sequential = true },
                        null,
                        new("client", Text: "joey"),
                        new("number", Text: Number),
                        new("sip", Text: "sip:jo@example.com"),
                        new("queue", Text: "support")),
                ]),
            ["number"] = (
                new VoiceResponse().Append(new Dial().Number(
                    Number, "ww1", url, HttpMethod.Get, [Twilio.TwiML.Voice.Number.EventEnum.Answered], url, HttpMethod.Post,
                    "BY1", "Enable", HttpMethod.Get, Href, 30, 2400, 1200, 5000)),
                [
                    new("dial", null, null, new TwimlElement(
                        "number",
                        new
                        {
                            sendDigits = "ww1",
                            url = Href,
                            method = "GET",
                            statusCallbackEvent = new[] { "answered" },
                            statusCallback = Href,
                            statusCallbackMethod = "POST",
                            byoc = "BY1",
                            machineDetection = "Enable",
                            amdStatusCallbackMethod = "GET",
                            amdStatusCallback = Href,
                            machineDetectionTimeout = 30,
                            machineDetectionSpeechThreshold = 2400,
                            machineDetectionSpeechEndThreshold = 1200,
                            machineDetectionSilenceTimeout = 5000,
                        },
                        Number)),
                ]),
            ["sip"] = (
                new VoiceResponse().Append(new Dial().Sip(
                    new Uri("sip:jo@example.com;transport=tls?X-A=1&X-B=2"), "user", "p&w", url, HttpMethod.Get,
                    [Sip.EventEnum.Ringing, "completed"], url, HttpMethod.Post, "DetectMessageEnd", HttpMethod.Get, Href,
                    30, 2400, 1200, 5000)),
                [
                    new("dial", null, null, new TwimlElement(
                        "sip",
                        new
                        {
                            username = "user",
                            password = "p&w",
                            url = Href,
                            method = "GET",
                            statusCallbackEvent = new[] { "ringing", "completed" },
                            statusCallback = Href,
                            statusCallbackMethod = "POST",
                            machineDetection = "DetectMessageEnd",
                            amdStatusCallbackMethod = "GET",
                            amdStatusCallback = Href,
                            machineDetectionTimeout = 30,
                            machineDetectionSpeechThreshold = 2400,
                            machineDetectionSpeechEndThreshold = 1200,
                            machineDetectionSilenceTimeout = 5000,
                        },
                        "sip:jo@example.com;transport=tls?X-A=1&X-B=2")),
                ]),
            ["conference"] = (
                new VoiceResponse().Append(new Dial().Conference(
                    "room", true, Conference.BeepEnum.Onenter, false, true, url, HttpMethod.Get, 5,
                    Conference.RecordEnum.RecordFromStart, "RC1", Conference.RegionEnum.De1, "CA1", Conference.TrimEnum.TrimSilence,
                    [Conference.EventEnum.Start, Conference.EventEnum.Leave], url, HttpMethod.Post, url, HttpMethod.Get,
                    [Conference.RecordingEventEnum.Completed], url, Conference.JitterBufferSizeEnum.Small, "agent")),
                [
                    new("dial", null, null, new TwimlElement(
                        "conference",
                        new
                        {
                            muted = true,
                            beep = "onEnter",
                            startConferenceOnEnter = false,
                            endConferenceOnExit = true,
                            waitUrl = Href,
                            waitMethod = "GET",
                            maxParticipants = 5,
                            record = "record-from-start",
                            recordingConfigurationId = "RC1",
                            region = "de1",
                            coach = "CA1",
                            trim = "trim-silence",
                            statusCallbackEvent = new[] { "start", "leave" },
                            statusCallback = Href,
                            statusCallbackMethod = "POST",
                            recordingStatusCallback = Href,
                            recordingStatusCallbackMethod = "GET",
                            recordingStatusCallbackEvent = new[] { "completed" },
                            eventCallbackUrl = Href,
                            jitterBufferSize = "small",
                            participantLabel = "agent",
                        },
                        "room")),
                ]),
            ["queue"] = (
                new VoiceResponse().Append(new Dial().Queue("support", url, HttpMethod.Get, "WR1", "WA1")).Queue("other"),
                [
                    new("dial", null, null, new TwimlElement(
                        "queue",
                        new { url = Href, method = "GET", reservationSid = "WR1", postWorkActivitySid = "WA1" },
                        "support")),
                    new("queue", Text: "other"),
                ]),
        };
}
