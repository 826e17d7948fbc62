namespace Twilio.TwiML.Voice;

/// <summary>
/// The identity of a client that has <c>Parameter</c> elements beside it.
/// https://www.twilio.com/docs/voice/twiml/client#identity
/// </summary>
public class Identity : TwiML
{
    public Identity(string? clientIdentity = null)
        : base("Identity", clientIdentity)
    {
    }

    public new Identity Append(TwiML childElem) => (Identity)base.Append(childElem);

    public new Identity SetOption(string key, object value) => (Identity)base.SetOption(key, value);
}
