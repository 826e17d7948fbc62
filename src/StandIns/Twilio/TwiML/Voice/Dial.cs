using Twilio.Types;

namespace Twilio.TwiML.Voice;

/// <summary>
/// Connects the caller to somebody else: a number as text, or the elements inside.
/// https://www.twilio.com/docs/voice/twiml/dial
/// </summary>
public class Dial : TwiML
{
    public Dial(
        string? number = null,
        Uri? action = null,
        Http.HttpMethod? method = null,
        int? timeout = null,
        bool? hangupOnStar = null,
        int? timeLimit = null,
        string? callerId = null,
        RecordEnum? record = null,
        TrimEnum? trim = null,
        Uri? recordingStatusCallback = null,
        string? recordingConfigurationId = null,
        Http.HttpMethod? recordingStatusCallbackMethod = null,
        IEnumerable<RecordingEventEnum>? recordingStatusCallbackEvent = null,
        bool? answerOnBridge = null,
        RingToneEnum? ringTone = null,
        RecordingTrackEnum? recordingTrack = null,
        bool? sequential = null,
        Uri? referUrl = null,
        Http.HttpMethod? referMethod = null,
        EventsEnum? events = null)
        : base("Dial", number)
    {
        Attribute(action);
        Attribute(method);
        Attribute(timeout);
        Attribute(hangupOnStar);
        Attribute(timeLimit);
        Attribute(callerId);
        Attribute(record);
        Attribute(trim);
        Attribute(recordingStatusCallback);
        Attribute(recordingConfigurationId);
        Attribute(recordingStatusCallbackMethod);
        Attribute(recordingStatusCallbackEvent);
        Attribute(answerOnBridge);
        Attribute(ringTone);
        Attribute(recordingTrack);
        Attribute(sequential);
        Attribute(referUrl);
        Attribute(referMethod);
        Attribute(events);
    }

    public Dial Client(
        string? identity = null,
        Uri? url = null,
        Http.HttpMethod? method = null,
        IEnumerable<Client.EventEnum>? statusCallbackEvent = null,
        Uri? statusCallback = null,
        Http.HttpMethod? statusCallbackMethod = null) =>
        Append(new Client(identity, url, method, statusCallbackEvent, statusCallback, statusCallbackMethod));

    [Obsolete("Append does the same.")]
    public Dial Client(Client client) => Append(client);

    public Dial Conference(
        string? name = null,
        bool? muted = null,
        Conference.BeepEnum? beep = null,
        bool? startConferenceOnEnter = null,
        bool? endConferenceOnExit = null,
        Uri? waitUrl = null,
        Http.HttpMethod? waitMethod = null,
        int? maxParticipants = null,
        Conference.RecordEnum? record = null,
        string? recordingConfigurationId = null,
        Conference.RegionEnum? region = null,
        string? coach = null,
        Conference.TrimEnum? trim = null,
        IEnumerable<Conference.EventEnum>? statusCallbackEvent = null,
        Uri? statusCallback = null,
        Http.HttpMethod? statusCallbackMethod = null,
        Uri? recordingStatusCallback = null,
        Http.HttpMethod? recordingStatusCallbackMethod = null,
        IEnumerable<Conference.RecordingEventEnum>? recordingStatusCallbackEvent = null,
        Uri? eventCallbackUrl = null,
        Conference.JitterBufferSizeEnum? jitterBufferSize = null,
        string? participantLabel = null) =>
        Append(new Conference(
            name, muted, beep, startConferenceOnEnter, endConferenceOnExit, waitUrl, waitMethod, maxParticipants, record,
            recordingConfigurationId, region, coach, trim, statusCallbackEvent, statusCallback, statusCallbackMethod,
            recordingStatusCallback, recordingStatusCallbackMethod, recordingStatusCallbackEvent, eventCallbackUrl, jitterBufferSize,
            participantLabel));

    [Obsolete("Append does the same.")]
    public Dial Conference(Conference conference) => Append(conference);

    public Dial Number(
        Types.PhoneNumber? phoneNumber = null,
        string? sendDigits = null,
        Uri? url = null,
        Http.HttpMethod? method = null,
        IEnumerable<Number.EventEnum>? statusCallbackEvent = null,
        Uri? statusCallback = null,
        Http.HttpMethod? statusCallbackMethod = null,
        string? byoc = null,
        string? machineDetection = null,
        Http.HttpMethod? amdStatusCallbackMethod = null,
        string? amdStatusCallback = null,
        int? machineDetectionTimeout = null,
        int? machineDetectionSpeechThreshold = null,
        int? machineDetectionSpeechEndThreshold = null,
        int? machineDetectionSilenceTimeout = null) =>
        Append(new Number(
            phoneNumber, sendDigits, url, method, statusCallbackEvent, statusCallback, statusCallbackMethod, byoc, machineDetection,
            amdStatusCallbackMethod, amdStatusCallback, machineDetectionTimeout, machineDetectionSpeechThreshold,
            machineDetectionSpeechEndThreshold, machineDetectionSilenceTimeout));

    [Obsolete("Append does the same.")]
    public Dial Number(Number number) => Append(number);

    public Dial Queue(
        string? name = null,
        Uri? url = null,
        Http.HttpMethod? method = null,
        string? reservationSid = null,
        string? postWorkActivitySid = null) =>
        Append(new Queue(name, url, method, reservationSid, postWorkActivitySid));

    [Obsolete("Append does the same.")]
    public Dial Queue(Queue queue) => Append(queue);

    public Dial Sip(
        Uri? sipUrl = null,
        string? username = null,
        string? password = null,
        Uri? url = null,
        Http.HttpMethod? method = null,
        IEnumerable<Sip.EventEnum>? statusCallbackEvent = null,
        Uri? statusCallback = null,
        Http.HttpMethod? statusCallbackMethod = null,
        string? machineDetection = null,
        Http.HttpMethod? amdStatusCallbackMethod = null,
        string? amdStatusCallback = null,
        int? machineDetectionTimeout = null,
        int? machineDetectionSpeechThreshold = null,
        int? machineDetectionSpeechEndThreshold = null,
        int? machineDetectionSilenceTimeout = null) =>
        Append(new Sip(
            sipUrl, username, password, url, method, statusCallbackEvent, statusCallback, statusCallbackMethod, machineDetection,
            amdStatusCallbackMethod, amdStatusCallback, machineDetectionTimeout, machineDetectionSpeechThreshold,
            machineDetectionSpeechEndThreshold, machineDetectionSilenceTimeout));

    [Obsolete("Append does the same.")]
    public Dial Sip(Sip sip) => Append(sip);

    public new Dial Append(TwiML childElem) => (Dial)base.Append(childElem);

    public new Dial SetOption(string key, object value) => (Dial)base.SetOption(key, value);

    public sealed class TrimEnum : StringEnum
    {
        public static readonly TrimEnum TrimSilence = new("trim-silence");
        public static readonly TrimEnum DoNotTrim = new("do-not-trim");

        public TrimEnum()
        {
        }

        private TrimEnum(string value)
            : base(value)
        {
        }

        public static implicit operator TrimEnum(string value) => new(value);
    }

    public sealed class RecordEnum : StringEnum
    {
        public static readonly RecordEnum DoNotRecord = new("do-not-record");
        public static readonly RecordEnum RecordFromAnswer = new("record-from-answer");
        public static readonly RecordEnum RecordFromRinging = new("record-from-ringing");
        public static readonly RecordEnum RecordFromAnswerDual = new("record-from-answer-dual");
        public static readonly RecordEnum RecordFromRingingDual = new("record-from-ringing-dual");

        public RecordEnum()
        {
        }

        private RecordEnum(string value)
            : base(value)
        {
        }

        public static implicit operator RecordEnum(string value) => new(value);
    }

    public sealed class RecordingEventEnum : StringEnum
    {
        public static readonly RecordingEventEnum InProgress = new("in-progress");
        public static readonly RecordingEventEnum Completed = new("completed");
        public static readonly RecordingEventEnum Absent = new("absent");

        public RecordingEventEnum()
        {
        }

        private RecordingEventEnum(string value)
            : base(value)
        {
        }

        public static implicit operator RecordingEventEnum(string value) => new(value);
    }

    public sealed class RingToneEnum : StringEnum
    {
        public static readonly RingToneEnum At = new("at");
        public static readonly RingToneEnum Au = new("au");
        public static readonly RingToneEnum Bg = new("bg");
        public static readonly RingToneEnum Br = new("br");
        public static readonly RingToneEnum Be = new("be");
        public static readonly RingToneEnum Ch = new("ch");
        public static readonly RingToneEnum Cl = new("cl");
        public static readonly RingToneEnum Cn = new("cn");
        public static readonly RingToneEnum Cz = new("cz");
        public static readonly RingToneEnum De = new("de");
        public static readonly RingToneEnum Dk = new("dk");
        public static readonly RingToneEnum Ee = new("ee");
        public static readonly RingToneEnum Es = new("es");
        public static readonly RingToneEnum Fi = new("fi");
        public static readonly RingToneEnum Fr = new("fr");
        public static readonly RingToneEnum Gr = new("gr");
        public static readonly RingToneEnum Hu = new("hu");
        public static readonly RingToneEnum Il = new("il");
        public static readonly RingToneEnum In = new("in");
        public static readonly RingToneEnum It = new("it");
        public static readonly RingToneEnum Lt = new("lt");
        public static readonly RingToneEnum Jp = new("jp");
        public static readonly RingToneEnum Mx = new("mx");
        public static readonly RingToneEnum My = new("my");
        public static readonly RingToneEnum Nl = new("nl");
        public static readonly RingToneEnum No = new("no");
        public static readonly RingToneEnum Nz = new("nz");
        public static readonly RingToneEnum Ph = new("ph");
        public static readonly RingToneEnum Pl = new("pl");
        public static readonly RingToneEnum Pt = new("pt");
        public static readonly RingToneEnum Ru = new("ru");
        public static readonly RingToneEnum Se = new("se");
        public static readonly RingToneEnum Sg = new("sg");
        public static readonly RingToneEnum Th = new("th");
        public static readonly RingToneEnum Uk = new("uk");
        public static readonly RingToneEnum Us = new("us");
        public static readonly RingToneEnum UsOld = new("us-old");
        public static readonly RingToneEnum Tw = new("tw");
        public static readonly RingToneEnum Ve = new("ve");
        public static readonly RingToneEnum Za = new("za");

        public RingToneEnum()
        {
        }

        private RingToneEnum(string value)
            : base(value)
        {
        }

        public static implicit operator RingToneEnum(string value) => new(value);
    }

    public sealed class RecordingTrackEnum : StringEnum
    {
        public static readonly RecordingTrackEnum Both = new("both");
        public static readonly RecordingTrackEnum Inbound = new("inbound");
        public static readonly RecordingTrackEnum Outbound = new("outbound");

        public RecordingTrackEnum()
        {
        }

        private RecordingTrackEnum(string value)
            : base(value)
        {
        }

        public static implicit operator RecordingTrackEnum(string value) => new(value);
    }

    public sealed class EventsEnum : StringEnum
    {
        public static readonly EventsEnum CallProgressEvent = new("call-progress-event");

        public EventsEnum()
        {
        }

        private EventsEnum(string value)
            : base(value)
        {
        }

        public static implicit operator EventsEnum(string value) => new(value);
    }
}
