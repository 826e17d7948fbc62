namespace TwilioFunctions.Core.Voice;

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

    /// <exception cref="ArgumentException">The condition's times are none; the options' validation has refused them before.</exception>
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
