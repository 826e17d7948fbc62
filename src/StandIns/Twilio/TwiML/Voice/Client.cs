using Twilio.Types;

namespace Twilio.TwiML.Voice;

/// <summary>
/// Rings every device of a client identity. Has text, or <c>Identity</c> and <c>Parameter</c> inside, never both.
/// https://www.twilio.com/docs/voice/twiml/client
/// </summary>
public class Client : TwiML
{
    public Client(
        string? identity = null,
        Uri? url = null,
        Http.HttpMethod? method = null,
        IEnumerable<EventEnum>? statusCallbackEvent = null,
        Uri? statusCallback = null,
        Http.HttpMethod? statusCallbackMethod = null)
        : base("Client", identity)
    {
        Attribute(url);
        Attribute(method);
        Attribute(statusCallbackEvent);
        Attribute(statusCallback);
        Attribute(statusCallbackMethod);
    }

    public Client Identity(string? clientIdentity = null) => Append(new Identity(clientIdentity));

    [Obsolete("Append does the same.")]
    public Client Identity(Identity identity) => Append(identity);

    public Client Parameter(string? name = null, string? value = null) => Append(new Parameter(name, value));

    [Obsolete("Append does the same.")]
    public Client Parameter(Parameter parameter) => Append(parameter);

    public new Client Append(TwiML childElem) => (Client)base.Append(childElem);

    public new Client SetOption(string key, object value) => (Client)base.SetOption(key, value);

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
