using Twilio.Types;

namespace Twilio.TwiML.Voice;

/// <summary>Refuses the call before it is answered, which costs nothing. https://www.twilio.com/docs/voice/twiml/reject</summary>
public class Reject : TwiML
{
    public Reject(ReasonEnum? reason = null)
        : base("Reject") => Attribute(reason);

    public Reject Parameter(string? name = null, string? value = null) => Append(new Parameter(name, value));

    [Obsolete("Append does the same.")]
    public Reject Parameter(Parameter parameter) => Append(parameter);

    public new Reject Append(TwiML childElem) => (Reject)base.Append(childElem);

    public new Reject SetOption(string key, object value) => (Reject)base.SetOption(key, value);

    public sealed class ReasonEnum : StringEnum
    {
        public static readonly ReasonEnum Rejected = new("rejected");
        public static readonly ReasonEnum Busy = new("busy");

        public ReasonEnum()
        {
        }

        private ReasonEnum(string value)
            : base(value)
        {
        }

        public static implicit operator ReasonEnum(string value) => new(value);
    }
}
