using Twilio.Types;

namespace Twilio.TwiML.Voice;

/// <summary>Rings a SIP address. https://www.twilio.com/docs/voice/twiml/sip</summary>
public class Sip : TwiML
{
    public Sip(
        Uri? sipUrl = null,
        string? username = null,
        string? password = null,
        Uri? url = null,
        Http.HttpMethod? method = null,
        IEnumerable<EventEnum>? statusCallbackEvent = null,
        Uri? statusCallback = null,
        Http.HttpMethod? statusCallbackMethod = null,
        string? machineDetection = null,
        Http.HttpMethod? amdStatusCallbackMethod = null,
        string? amdStatusCallback = null,
        int? machineDetectionTimeout = null,
        int? machineDetectionSpeechThreshold = null,
        int? machineDetectionSpeechEndThreshold = null,
        int? machineDetectionSilenceTimeout = null)
        : base("Sip", sipUrl)
    {
        Attribute(username);
        Attribute(password);
        Attribute(url);
        Attribute(method);
        Attribute(statusCallbackEvent);
        Attribute(statusCallback);
        Attribute(statusCallbackMethod);
        Attribute(machineDetection);
        Attribute(amdStatusCallbackMethod);
        Attribute(amdStatusCallback);
        Attribute(machineDetectionTimeout);
        Attribute(machineDetectionSpeechThreshold);
        Attribute(machineDetectionSpeechEndThreshold);
        Attribute(machineDetectionSilenceTimeout);
    }

    public new Sip Append(TwiML childElem) => (Sip)base.Append(childElem);

    public new Sip SetOption(string key, object value) => (Sip)base.SetOption(key, value);

    public sealed class EventEnum : StringEnum
    {
        public static readonly EventEnum Initiated = new("initiated");
        public static readonly EventEnum Ringing = new("ringing");
        public static readonly EventEnum Answered = new("answered");
        public static readonly EventEnum Completed = new("completed");

        public EventEnum()
        {
        }

        private EventEnum(string value)
            : base(value)
        {
        }

        public static implicit operator EventEnum(string value) => new(value);
    }
}
