namespace Twilio.TwiML.Messaging;

/// <summary>The text of a message that has <c>Media</c> beside it. https://www.twilio.com/docs/messaging/twiml/message</summary>
public class Body : TwiML
{
    public Body(string? message = null)
        : base("Body", message)
    {
    }

    public new Body Append(TwiML childElem) => (Body)base.Append(childElem);

    public new Body SetOption(string key, object value) => (Body)base.SetOption(key, value);
}
