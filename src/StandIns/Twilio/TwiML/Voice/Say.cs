using Twilio.Types;

namespace Twilio.TwiML.Voice;

/// <summary>Speaks a text. https://www.twilio.com/docs/voice/twiml/say</summary>
public class Say : TwiML
{
    public Say(string? message = null, VoiceEnum? voice = null, int? loop = null, LanguageEnum? language = null)
        : base("Say", message)
    {
        Attribute(voice);
        Attribute(loop);
        Attribute(language);
    }

    public new Say Append(TwiML childElem) => (Say)base.Append(childElem);

    public new Say SetOption(string key, object value) => (Say)base.SetOption(key, value);

    public sealed class VoiceEnum : StringEnum
    {
        public static readonly VoiceEnum Man = new("man");
        public static readonly VoiceEnum Woman = new("woman");
        public static readonly VoiceEnum Alice = new("alice");

        public VoiceEnum()
        {
        }

        private VoiceEnum(string value)
            : base(value)
        {
        }

        public static implicit operator VoiceEnum(string value) => new(value);
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
