namespace Twilio.TwiML.Voice;

/// <summary>Goes on with the TwiML of another URL. https://www.twilio.com/docs/voice/twiml/redirect</summary>
public class Redirect : TwiML
{
    public Redirect(Uri? url = null, Http.HttpMethod? method = null)
        : base("Redirect", url) => Attribute(method);

    public new Redirect Append(TwiML childElem) => (Redirect)base.Append(childElem);

    public new Redirect SetOption(string key, object value) => (Redirect)base.SetOption(key, value);
}
