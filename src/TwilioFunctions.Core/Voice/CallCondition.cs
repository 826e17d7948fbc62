namespace TwilioFunctions.Core.Voice;

/// <summary>
/// Which calls a rule applies to. Within a list one match is enough; conditions that are not set hold for every call. Texts are compared
/// whatever their case, and a <c>*</c> stands for any characters: <c>+49*</c>, <c>sip:*@example.com</c>.
/// </summary>
public sealed class CallCondition
{
    /// <summary>What was called (<c>To</c>).</summary>
    public IList<string> Called { get; } = [];

    /// <summary>
    /// Who calls (<c>From</c>). <c>anonymous</c>, <c>restricted</c>, <c>blocked</c> and <c>unavailable</c> also match a withheld number that
    /// Twilio spells on the keypad, for instance <c>+266696687</c>.
    /// </summary>
    public IList<string> Caller { get; } = [];

    /// <summary>SIP headers by name; each must be there with a value that matches.</summary>
    public IDictionary<string, string> SipHeaders { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>How the caller's number was attested; <c>none</c> matches a call without <c>StirVerstat</c>.</summary>
    public IList<string> StirVerstat { get; } = [];

    /// <summary>Days of the week in <see cref="TimeZone"/>, in English: <c>Monday</c>.</summary>
    public IList<string> Days { get; } = [];

    /// <summary>From this time of day on (<c>09:00</c>), in <see cref="TimeZone"/>.</summary>
    public string? From { get; set; }

    /// <summary>Before this time of day. An earlier time than <see cref="From"/> means the day after; <see cref="Days"/> then names the evenings.</summary>
    public string? Until { get; set; }

    /// <summary>IANA or Windows name, for instance <c>Europe/Berlin</c>. UTC unless set.</summary>
    public string? TimeZone { get; set; }
}
