using Twilio.Types;

namespace Twilio.TwiML.Voice;

/// <summary>Waits for digits or speech. https://www.twilio.com/docs/voice/twiml/gather</summary>
public class Gather : TwiML
{
    public Gather(
        IEnumerable<InputEnum>? input = null,
        Uri? action = null,
        Http.HttpMethod? method = null,
        int? timeout = null,
        string? speechTimeout = null,
        int? maxSpeechTime = null,
        bool? profanityFilter = null,
        string? finishOnKey = null,
        int? numDigits = null,
        Uri? partialResultCallback = null,
        Http.HttpMethod? partialResultCallbackMethod = null,
        LanguageEnum? language = null,
        string? hints = null,
        bool? bargeIn = null,
        bool? debug = null,
        bool? actionOnEmptyResult = null,
        string? speechModel = null,
        bool? enhanced = null)
        : base("Gather")
    {
        Attribute(input);
        Attribute(action);
        Attribute(method);
        Attribute(timeout);
        Attribute(speechTimeout);
        Attribute(maxSpeechTime);
        Attribute(profanityFilter);
        Attribute(finishOnKey);
        Attribute(numDigits);
        Attribute(partialResultCallback);
        Attribute(partialResultCallbackMethod);
        Attribute(language);
        Attribute(hints);
        Attribute(bargeIn);
        Attribute(debug);
        Attribute(actionOnEmptyResult);
        Attribute(speechModel);
        Attribute(enhanced);
    }

    public Gather Say(string? message = null, Say.VoiceEnum? voice = null, int? loop = null, Say.LanguageEnum? language = null) =>
        Append(new Say(message, voice, loop, language));

    [Obsolete("Append does the same.")]
    public Gather Say(Say say) => Append(say);

    public Gather Pause(int? length = null) => Append(new Pause(length));

    [Obsolete("Append does the same.")]
    public Gather Pause(Pause pause) => Append(pause);

    public Gather Play(Uri? url = null, int? loop = null, string? digits = null) => Append(new Play(url, loop, digits));

    [Obsolete("Append does the same.")]
    public Gather Play(Play play) => Append(play);

    public new Gather Append(TwiML childElem) => (Gather)base.Append(childElem);

    public new Gather SetOption(string key, object value) => (Gather)base.SetOption(key, value);

    public sealed class InputEnum : StringEnum
    {
        public static readonly InputEnum Dtmf = new("dtmf");
        public static readonly InputEnum Speech = new("speech");

        public InputEnum()
        {
        }

        private InputEnum(string value)
            : base(value)
        {
        }

        public static implicit operator InputEnum(string value) => new(value);
    }

    public sealed class LanguageEnum : StringEnum
    {
        public static readonly LanguageEnum DaDk = new("da-DK");
        public static readonly LanguageEnum DeDe = new("de-DE");
        public static readonly LanguageEnum EnAu = new("en-AU");
        public static readonly LanguageEnum EnCa = new("en-CA");
        public static readonly LanguageEnum EnGb = new("en-GB");
        public static readonly LanguageEnum EnIn = new("en-IN");
        public static readonly LanguageEnum EnUs = new("en-US");
        public static readonly LanguageEnum EsEs = new("es-ES");
        public static readonly LanguageEnum EsMx = new("es-MX");
        public static readonly LanguageEnum EsUs = new("es-US");
        public static readonly LanguageEnum FrCa = new("fr-CA");
        public static readonly LanguageEnum FrFr = new("fr-FR");
        public static readonly LanguageEnum ItIt = new("it-IT");
        public static readonly LanguageEnum JaJp = new("ja-JP");
        public static readonly LanguageEnum KoKr = new("ko-KR");
        public static readonly LanguageEnum NlNl = new("nl-NL");
        public static readonly LanguageEnum PlPl = new("pl-PL");
        public static readonly LanguageEnum PtBr = new("pt-BR");
        public static readonly LanguageEnum SvSe = new("sv-SE");

        public LanguageEnum()
        {
        }

        private LanguageEnum(string value)
            : base(value)
        {
        }

        public static implicit operator LanguageEnum(string value) => new(value);
    }
}
