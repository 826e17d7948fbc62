using Twilio.Types;

namespace Twilio.TwiML.Voice;

/// <summary>Joins a conference. https://www.twilio.com/docs/voice/twiml/conference</summary>
public class Conference : TwiML
{
    public Conference(
        string? name = null,
        bool? muted = null,
        BeepEnum? beep = null,
        bool? startConferenceOnEnter = null,
        bool? endConferenceOnExit = null,
        Uri? waitUrl = null,
        Http.HttpMethod? waitMethod = null,
        int? maxParticipants = null,
        RecordEnum? record = null,
        string? recordingConfigurationId = null,
        RegionEnum? region = null,
        string? coach = null,
        TrimEnum? trim = null,
        IEnumerable<EventEnum>? statusCallbackEvent = null,
        Uri? statusCallback = null,
        Http.HttpMethod? statusCallbackMethod = null,
        Uri? recordingStatusCallback = null,
        Http.HttpMethod? recordingStatusCallbackMethod = null,
        IEnumerable<RecordingEventEnum>? recordingStatusCallbackEvent = null,
        Uri? eventCallbackUrl = null,
        JitterBufferSizeEnum? jitterBufferSize = null,
        string? participantLabel = null)
        : base("Conference", name)
    {
        Attribute(muted);
        Attribute(beep);
        Attribute(startConferenceOnEnter);
        Attribute(endConferenceOnExit);
        Attribute(waitUrl);
        Attribute(waitMethod);
        Attribute(maxParticipants);
        Attribute(record);
        Attribute(recordingConfigurationId);
        Attribute(region);
        Attribute(coach);
        Attribute(trim);
        Attribute(statusCallbackEvent);
        Attribute(statusCallback);
        Attribute(statusCallbackMethod);
        Attribute(recordingStatusCallback);
        Attribute(recordingStatusCallbackMethod);
        Attribute(recordingStatusCallbackEvent);
        Attribute(eventCallbackUrl);
        Attribute(jitterBufferSize);
        Attribute(participantLabel);
    }

    public new Conference Append(TwiML childElem) => (Conference)base.Append(childElem);

    public new Conference SetOption(string key, object value) => (Conference)base.SetOption(key, value);

    public sealed class BeepEnum : StringEnum
    {
        public static readonly BeepEnum True = new("true");
        public static readonly BeepEnum False = new("false");
        public static readonly BeepEnum Onenter = new("onEnter");
        public static readonly BeepEnum Onexit = new("onExit");

        public BeepEnum()
        {
        }

        private BeepEnum(string value)
            : base(value)
        {
        }

        public static implicit operator BeepEnum(string value) => new(value);
    }

    public sealed class RecordEnum : StringEnum
    {
        public static readonly RecordEnum DoNotRecord = new("do-not-record");
        public static readonly RecordEnum RecordFromStart = new("record-from-start");

        public RecordEnum()
        {
        }

        private RecordEnum(string value)
            : base(value)
        {
        }

        public static implicit operator RecordEnum(string value) => new(value);
    }

    public sealed class RegionEnum : StringEnum
    {
        public static readonly RegionEnum Us1 = new("us1");
        public static readonly RegionEnum Us2 = new("us2");
        public static readonly RegionEnum Ie1 = new("ie1");
        public static readonly RegionEnum Sg1 = new("sg1");
        public static readonly RegionEnum Br1 = new("br1");
        public static readonly RegionEnum Au1 = new("au1");
        public static readonly RegionEnum Jp1 = new("jp1");
        public static readonly RegionEnum De1 = new("de1");

        public RegionEnum()
        {
        }

        private RegionEnum(string value)
            : base(value)
        {
        }

        public static implicit operator RegionEnum(string value) => new(value);
    }

    public sealed class EventEnum : StringEnum
    {
        public static readonly EventEnum Start = new("start");
        public static readonly EventEnum End = new("end");
        public static readonly EventEnum Join = new("join");
        public static readonly EventEnum Leave = new("leave");
        public static readonly EventEnum Mute = new("mute");
        public static readonly EventEnum Hold = new("hold");
        public static readonly EventEnum Modify = new("modify");
        public static readonly EventEnum Speaker = new("speaker");
        public static readonly EventEnum Announcement = new("announcement");

        public EventEnum()
        {
        }

        private EventEnum(string value)
            : base(value)
        {
        }

        public static implicit operator EventEnum(string value) => new(value);
    }

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

    public sealed class JitterBufferSizeEnum : StringEnum
    {
        public static readonly JitterBufferSizeEnum Large = new("large");
        public static readonly JitterBufferSizeEnum Medium = new("medium");
        public static readonly JitterBufferSizeEnum Small = new("small");
        public static readonly JitterBufferSizeEnum Off = new("off");

        public JitterBufferSizeEnum()
        {
        }

        private JitterBufferSizeEnum(string value)
            : base(value)
        {
        }

        public static implicit operator JitterBufferSizeEnum(string value) => new(value);
    }
}
