using System.Collections.Concurrent;
using TwilioFunctions.Cli.Settings;

namespace TwilioFunctions.Cli.Simulate;

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
