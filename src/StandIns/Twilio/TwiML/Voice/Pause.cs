namespace Twilio.TwiML.Voice;

/// <summary>Waits, in seconds. https://www.twilio.com/docs/voice/twiml/pause</summary>
public class Pause : TwiML
{
    public Pause(int? length = null)
        : base("Pause") => Attribute(length);

    public new Pause Append(TwiML childElem) => (Pause)base.Append(childElem);

    public new Pause SetOption(string key, object value) => (Pause)base.SetOption(key, value);
}
