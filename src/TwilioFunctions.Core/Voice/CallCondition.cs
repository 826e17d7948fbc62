namespace TwilioFunctions.Core.Voice;

/// <summary>
/// Which calls a rule applies to. Within a list one match is enough; conditions that are not set hold for every call. Texts are compared
/// whatever their case, and a <c>*</c> stands for any characters: <c>+49*</c>, <c>sip:*@example.com</c>.
/// </summary>
internal sealed class CallCondition
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

/// <summary>A rule's condition, read once.</summary>
internal sealed class CallMatcher
{
    /// <summary>What stands in settings for a call without <c>StirVerstat</c>.</summary>
    public const string NoAttestation = "none";

    private readonly CallCondition condition;
    private readonly CallSchedule schedule;

    private CallMatcher(CallCondition condition, CallSchedule schedule)
    {
        this.condition = condition;
        this.schedule = schedule;
    }

    /// <exception cref="ArgumentException">The condition's times aren't valid; the validator of the options refuses them before.</exception>
    public static CallMatcher Of(CallCondition condition) =>
        CallSchedule.TryParse(condition.Days, condition.From, condition.Until, condition.TimeZone, out var schedule, out var problem)
            ? new CallMatcher(condition, schedule)
            : throw new ArgumentException(problem, nameof(condition));

    public bool Matches(IncomingCall call, DateTimeOffset now) =>
        IsUnsetOr(condition.Called, call.To)
        && (IsUnsetOr(condition.Caller, call.From) || TextPattern.MatchesAny(condition.Caller, WithheldNumber.WordOf(call.From)))
        && IsUnsetOr(condition.StirVerstat, call.StirVerstat ?? NoAttestation)
        && condition.SipHeaders.All(header => call.SipHeader(header.Key) is { } value && TextPattern.Matches(header.Value, value))
        && schedule.Covers(now);

    private static bool IsUnsetOr(IList<string> patterns, string? text) => patterns.Count == 0 || TextPattern.MatchesAny(patterns, text);
}

/// <summary>
/// The words that stand for a withheld number, as Twilio spells them on the keypad of a phone: <c>+266696687</c> is ANONYMOUS.
/// Source: https://help.twilio.com/articles/223179988 and public reports for the first; the others follow from the same spelling.
/// </summary>
internal static class WithheldNumber
{
    /// <summary>Returns the word in lower case; null for any other number.</summary>
    /// <param name="from">The caller, as Twilio names it.</param>
    public static string? WordOf(string? from) => from switch
    {
        "+266696687" => "anonymous",
        "+7378742833" => "restricted",
        "+2562533" => "blocked",
        "+86282452253" => "unavailable",
        _ => null,
    };
}
