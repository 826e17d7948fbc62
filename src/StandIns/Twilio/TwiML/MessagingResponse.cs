using Twilio.TwiML.Messaging;

namespace Twilio.TwiML;

/// <summary>What a messaging webhook answers. https://www.twilio.com/docs/messaging/twiml</summary>
public class MessagingResponse : TwiML
{
    public MessagingResponse()
        : base("Response")
    {
    }

    public MessagingResponse Message(
        string? body = null,
        string? to = null,
        string? from = null,
        Uri? action = null,
        Http.HttpMethod? method = null,
        Uri? statusCallback = null) =>
        Append(new Message(body, to, from, action, method, statusCallback));

    [Obsolete("Append does the same.")]
    public MessagingResponse Message(Message message) => Append(message);

    public MessagingResponse Redirect(Uri? url = null, Http.HttpMethod? method = null) => Append(new Redirect(url, method));

    [Obsolete("Append does the same.")]
    public MessagingResponse Redirect(Redirect redirect) => Append(redirect);

    public new MessagingResponse Append(TwiML childElem) => (MessagingResponse)base.Append(childElem);

    public new MessagingResponse SetOption(string key, object value) => (MessagingResponse)base.SetOption(key, value);
}
