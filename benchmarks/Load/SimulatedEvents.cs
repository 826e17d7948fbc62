using System.Diagnostics;
using TwilioFunctions.Cli.Simulate;
using TwilioFunctions.Cli.Simulate.CallSummaries;
using TwilioFunctions.Core.EventStreams;
using TwilioFunctions.Core.Messages;

namespace TwilioFunctions.Benchmarks.Load;

/// <summary>The same made-up calls in each measurement.</summary>
internal static class SimulatedEvents
{
    private static readonly DateOnly Day = new(2026, 11, 21);

    /// <summary>
    /// In any order: the events of one call come minutes apart, and side by side they would only wait for each other's ETag.
    /// </summary>
    public static SimulatedEvent[] Take(int count, int seed)
    {
        var calls = (count + CallSummaryGenerator.EventsPerCall - 1) / CallSummaryGenerator.EventsPerCall;
        var simulation = new EventSimulation(calls, seed, Day, LoadedApp.Account.Sid, OutOfOrder: true, Duplicates: 0);
        return [.. simulation.Sequences().SelectMany(events => events).Take(count)];
    }

    /// <summary>What the webhook puts on the queue for an event.</summary>
    public static string Message(SimulatedEvent simulated)
    {
        var @event = EventBatch.Parse(simulated.Body).Events.Single();
        return new Envelope
        {
            Id = @event.Id,
            Type = @event.Type,
            AccountSid = @event.AccountSid,
            CallSid = @event.CallSid,
            ReceivedAt = simulated.Time,
            TraceParent = $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-00",
            Payload = @event.Json,
        }.Serialize();
    }
}
