namespace Twilio.TwiML.Messaging;

/// <summary>A file that goes with a message. https://www.twilio.com/docs/messaging/twiml/message</summary>
public class Media : TwiML
{
    public Media(Uri? url = null)
        : base("Media", url)
    {
    }

    public new Media Append(TwiML childElem) => (Media)base.Append(childElem);

    public new Media SetOption(string key, object value) => (Media)base.SetOption(key, value);
}
