namespace Twilio.TwiML.Voice;

/// <summary>Plays a file, or digits as tones. https://www.twilio.com/docs/voice/twiml/play</summary>
public class Play : TwiML
{
    public Play(Uri? url = null, int? loop = null, string? digits = null)
        : base("Play", url)
    {
        Attribute(loop);
        Attribute(digits);
    }

    public new Play Append(TwiML childElem) => (Play)base.Append(childElem);

    public new Play SetOption(string key, object value) => (Play)base.SetOption(key, value);
}
