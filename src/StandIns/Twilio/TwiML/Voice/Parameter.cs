namespace Twilio.TwiML.Voice;

/// <summary>
/// A custom parameter that the called client, or the SIP side of a refused call, is told.
/// https://www.twilio.com/docs/voice/twiml/client#parameter
/// </summary>
public class Parameter : TwiML
{
    public Parameter(string? name = null, string? value = null)
        : base("Parameter")
    {
        Attribute(name);
        Attribute(value);
    }

    public new Parameter Append(TwiML childElem) => (Parameter)base.Append(childElem);

    public new Parameter SetOption(string key, object value) => (Parameter)base.SetOption(key, value);
}
