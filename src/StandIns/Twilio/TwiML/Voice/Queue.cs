namespace Twilio.TwiML.Voice;

/// <summary>Connects to whoever waits first in a queue. https://www.twilio.com/docs/voice/twiml/queue</summary>
public class Queue : TwiML
{
    public Queue(
        string? name = null,
        Uri? url = null,
        Http.HttpMethod? method = null,
        string? reservationSid = null,
        string? postWorkActivitySid = null)
        : base("Queue", name)
    {
        Attribute(url);
        Attribute(method);
        Attribute(reservationSid);
        Attribute(postWorkActivitySid);
    }

    public new Queue Append(TwiML childElem) => (Queue)base.Append(childElem);

    public new Queue SetOption(string key, object value) => (Queue)base.SetOption(key, value);
}
