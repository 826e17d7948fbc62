using Twilio.Types;

namespace Twilio.TwiML.Voice;

/// <summary>Rings a telephone number. https://www.twilio.com/docs/voice/twiml/number</summary>
public class Number : TwiML
{
    public Number(
        Types.PhoneNumber? phoneNumber = null,
        string? sendDigits = null,
        Uri? url = null,
        Http.HttpMethod? method = null,
        IEnumerable<EventEnum>? statusCallbackEvent = null,
        Uri? statusCallback = null,
        Http.HttpMethod? statusCallbackMethod = null,
        string? byoc = null,
        string? machineDetection = null,
        Http.HttpMethod? amdStatusCallbackMethod = null,
        string? amdStatusCallback = null,
        int? machineDetectionTimeout = null,
        int? machineDetectionSpeechThreshold = null,
        int? machineDetectionSpeechEndThreshold = null,
        int? machineDetectionSilenceTimeout = null)
        : base("Number", phoneNumber)
    {
        Attribute(sendDigits);
        Attribute(url);
        Attribute(method);
        Attribute(statusCallbackEvent);
        Attribute(statusCallback);
        Attribute(statusCallbackMethod);
        Attribute(byoc);
        Attribute(machineDetection);
        Attribute(amdStatusCallbackMethod);
        Attribute(amdStatusCallback);
        Attribute(machineDetectionTimeout);
        Attribute(machineDetectionSpeechThreshold);
        Attribute(machineDetectionSpeechEndThreshold);
        Attribute(machineDetectionSilenceTimeout);
    }

    public new Number Append(TwiML childElem) => (Number)base.Append(childElem);

    public new Number SetOption(string key, object value) => (Number)base.SetOption(key, value);

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
