using TwilioFunctions.Core.Calls;

namespace TwilioFunctions.Cli.Simulate.CallSummaries;

/// <summary>Draws the events that Twilio sends of a call.</summary>
internal static class RandomEvents
{
    /// <summary>Partial, predicted-complete and complete, in this order.</summary>
    public static IReadOnlyList<SimulatedEvent> NextEvents(this Random random, SimulatedCall call) =>
        // When they come: https://www.twilio.com/docs/voice/voice-insights/frequently-asked-questions
        [
            random.NextEvent(call, CallSummaryStage.Partial, random.Next(5, 120)),
            random.NextEvent(call, CallSummaryStage.PredictedComplete, random.Next(150, 600)),
            random.NextEvent(call, CallSummaryStage.Complete, random.Next(1_800, 2_400)),
        ];

    private static SimulatedEvent NextEvent(this Random random, SimulatedCall call, CallSummaryStage stage, int secondsAfterCall)
    {
        var id = random.NextSid("EZ");
        var time = new DateTimeOffset(call.End).AddSeconds(secondsAfterCall);
        var body = CloudEventBody.Write(id, stage, time, call.At(stage), dataIsString: random.NextChance(0.5));
        return new SimulatedEvent(id, call.CallSid, stage, time, body);
    }
}
