namespace TwilioFunctions.Cli.Simulate.CallSummaries;

/// <summary>
/// Makes calls up, and the events that Twilio would send of them. The same seed, account and date give the same bytes; another date
/// gives other calls, so that yesterday's are not moved to today.
/// </summary>
internal sealed class CallSummaryGenerator(int seed, string accountSid, DateOnly date)
{
    private readonly Random random = new(unchecked(seed * 31 + date.DayNumber));

    /// <summary>How many events each call has.</summary>
    public const int EventsPerCall = 3;

    /// <summary>The events of one more call: partial, predicted-complete and complete, in this order.</summary>
    public IReadOnlyList<SimulatedEvent> NextCall() => random.NextEvents(random.NextCall(accountSid, date));
}
