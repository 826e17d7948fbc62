namespace Twilio.TwiML.Messaging;

/// <summary>Sends a message: text, or <c>Body</c> and <c>Media</c> inside. https://www.twilio.com/docs/messaging/twiml/message</summary>
public class Message : TwiML
{
    public Message(
        string? body = null,
        string? to = null,
        string? from = null,
        Uri? action = null,
        Http.HttpMethod? method = null,
        Uri? statusCallback = null)
        : base("Message", body)
    {
        Attribute(to);
        Attribute(from);
        Attribute(action);
        Attribute(method);
        Attribute(statusCallback);
    }

    public Message Body(string? message = null) => Append(new Body(message));

    [Obsolete("Append does the same.")]
    public Message Body(Body body) => Append(body);

    public Message Media(Uri? url = null) => Append(new Media(url));

    [Obsolete("Append does the same.")]
    public Message Media(Media media) => Append(media);

    public new Message Append(TwiML childElem) => (Message)base.Append(childElem);

    public new Message SetOption(string key, object value) => (Message)base.SetOption(key, value);
}
