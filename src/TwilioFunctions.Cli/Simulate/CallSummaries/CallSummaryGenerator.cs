using TwilioFunctions.Core.Calls;

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
    public IReadOnlyList<SimulatedEvent> NextCall()
    {
        var call = random.NextCall(accountSid, date);
        // When they come: https://www.twilio.com/docs/voice/voice-insights/frequently-asked-questions
        return
        [
            NextEvent(call, CallSummaryStage.Partial, random.Next(5, 120)),
            NextEvent(call, CallSummaryStage.PredictedComplete, random.Next(150, 600)),
            NextEvent(call, CallSummaryStage.Complete, random.Next(1_800, 2_400)),
        ];
    }

    private SimulatedEvent NextEvent(SimulatedCall call, CallSummaryStage stage, int secondsAfterCall)
    {
        var id = random.NextSid("EZ");
        var time = new DateTimeOffset(call.End).AddSeconds(secondsAfterCall);
        var body = CloudEventBody.Write(id, stage, time, call.At(stage), dataIsString: random.NextChance(0.5));
        return new SimulatedEvent(id, call.CallSid, stage, time, body);
    }
}
