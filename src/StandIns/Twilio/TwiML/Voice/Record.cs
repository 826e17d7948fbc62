using Twilio.Types;

namespace Twilio.TwiML.Voice;

/// <summary>Records what the caller says. https://www.twilio.com/docs/voice/twiml/record</summary>
public class Record : TwiML
{
    public Record(
        Uri? action = null,
        Http.HttpMethod? method = null,
        int? timeout = null,
        string? finishOnKey = null,
        int? maxLength = null,
        bool? playBeep = null,
        TrimEnum? trim = null,
        Uri? recordingStatusCallback = null,
        Http.HttpMethod? recordingStatusCallbackMethod = null,
        IEnumerable<RecordingEventEnum>? recordingStatusCallbackEvent = null,
        bool? transcribe = null,
        Uri? transcribeCallback = null,
        string? recordingConfigurationId = null)
        : base("Record")
    {
        Attribute(action);
        Attribute(method);
        Attribute(timeout);
        Attribute(finishOnKey);
        Attribute(maxLength);
        Attribute(playBeep);
        Attribute(trim);
        Attribute(recordingStatusCallback);
        Attribute(recordingStatusCallbackMethod);
        Attribute(recordingStatusCallbackEvent);
        Attribute(transcribe);
        Attribute(transcribeCallback);
        Attribute(recordingConfigurationId);
    }

    public new Record Append(TwiML childElem) => (Record)base.Append(childElem);

    public new Record SetOption(string key, object value) => (Record)base.SetOption(key, value);

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
}
