using System.Collections.Concurrent;
using TwilioFunctions.Cli.Settings;
using TwilioFunctions.Cli.Simulate.CallSummaries;

namespace TwilioFunctions.Cli.Simulate;

/// <summary>Which events are sent, and in which order.</summary>
/// <param name="Calls">How many calls they tell of.</param>
/// <param name="Seed">Decides everything that is drawn.</param>
/// <param name="Date">The day (UTC) on which the calls start.</param>
/// <param name="AccountSid">Whose calls they are.</param>
/// <param name="OutOfOrder">Whether events come in any order; else those of one call follow each other.</param>
/// <param name="Duplicates">The part of the events that is sent twice, 0 to 1.</param>
internal sealed record EventSimulation(int Calls, int Seed, DateOnly Date, string AccountSid, bool OutOfOrder, double Duplicates)
{
    private int Events => Calls * CallSummaryGenerator.EventsPerCall;

    private int Repeated => (int)Math.Round(Events * Duplicates);

    /// <summary>How many webhooks it takes.</summary>
    public int Requests => Events + Repeated;

    /// <summary>What is sent side by side; within a sequence one event follows the answer to the other.</summary>
    public IEnumerable<IReadOnlyList<SimulatedEvent>> Sequences()
    {
        var order = new Random(Seed);
        var calls = WithDuplicates(order);
        return OutOfOrder ? Shuffled(calls, order) : calls;
    }

    private IEnumerable<IReadOnlyList<SimulatedEvent>> WithDuplicates(Random order)
    {
        var generator = new CallSummaryGenerator(Seed, AccountSid, Date);
        var indexes = Enumerable.Range(0, Events).ToArray();
        order.Shuffle(indexes);
        var repeated = indexes.Take(Repeated).ToHashSet();

        for (var call = 0; call < Calls; call++)
        {
            var first = call * CallSummaryGenerator.EventsPerCall;
            yield return [.. generator.NextCall().SelectMany((@event, index) => Enumerable.Repeat(@event, repeated.Contains(first + index) ? 2 : 1))];
        }
    }

    private static IReadOnlyList<SimulatedEvent>[] Shuffled(IEnumerable<IReadOnlyList<SimulatedEvent>> calls, Random order)
    {
        SimulatedEvent[] events = [.. calls.SelectMany(call => call)];
        order.Shuffle(events);
        return [.. events.Select(@event => (IReadOnlyList<SimulatedEvent>)[@event])];
    }
}

/// <summary>Sends the events of a simulation, several at a time.</summary>
internal static class EventSimulator
{
    public static async Task<Answers> RunAsync(
        EventSimulation simulation,
        int concurrency,
        WebhookTarget target,
        TwilioAccount account,
        TimeProvider time,
        Action<Answer>? onAnswer,
        CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = concurrency, UseCookies = false };
        using var http = new HttpClient(handler);
        var sender = new EventSender(http, target, account, time);
        var answers = new ConcurrentBag<Answer>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellationToken };

        await Parallel.ForEachAsync(simulation.Sequences(), parallel, async (events, stop) =>
        {
            foreach (var @event in events)
            {
                var answer = await sender.SendAsync(@event, stop);
                answers.Add(answer);
                onAnswer?.Invoke(answer);
            }
        });

        return new Answers(answers);
    }
}

/// <summary>Sends Event Streams webhooks.</summary>
internal sealed class EventSender(HttpClient http, WebhookTarget target, TwilioAccount account, TimeProvider time)
{
    /// <summary>The timeout of Event Streams: https://www.twilio.com/docs/api/errors/91308</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly WebhookSender sender = new(http, target, account, Timeout, time);

    public Task<Answer> SendAsync(SimulatedEvent @event, CancellationToken cancellationToken) => sender.SendAsync(@event.Body, cancellationToken);

    public Task<Answer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => sender.SendAsync(request, cancellationToken);

    public HttpRequestMessage Sign(SimulatedEvent @event) => sender.Sign(@event.Body);
}
