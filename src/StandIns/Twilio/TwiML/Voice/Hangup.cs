namespace Twilio.TwiML.Voice;

/// <summary>Ends the call. https://www.twilio.com/docs/voice/twiml/hangup</summary>
public class Hangup : TwiML
{
    public Hangup()
        : base("Hangup")
    {
    }

    public Hangup Parameter(string? name = null, string? value = null) => Append(new Parameter(name, value));

    [Obsolete("Append does the same.")]
    public Hangup Parameter(Parameter parameter) => Append(parameter);

    public new Hangup Append(TwiML childElem) => (Hangup)base.Append(childElem);

    public new Hangup SetOption(string key, object value) => (Hangup)base.SetOption(key, value);
}
