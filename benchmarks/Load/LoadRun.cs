using System.Collections.Concurrent;
using System.Diagnostics;
using TwilioFunctions.Cli;
using TwilioFunctions.Cli.Simulate;

namespace TwilioFunctions.Benchmarks.Load;

/// <summary>Many requests, some of them at a time, and how fast they were answered.</summary>
internal sealed record LoadRun(int Requests, TimeSpan Elapsed, Answers Answers)
{
    public double PerSecond => Requests / Elapsed.TotalSeconds;

    /// <exception cref="CommandFailedException">One was not answered as it should be: what was measured then is something else.</exception>
    public static async Task<LoadRun> SendAsync<T>(
        IReadOnlyCollection<T> requests, int concurrency, Func<T, CancellationToken, Task<Answer>> send, CancellationToken cancellationToken)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellationToken };
        var all = new ConcurrentBag<Answer>();
        var start = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(requests, parallel, async (request, stop) => all.Add(await send(request, stop)));
        var run = new LoadRun(requests.Count, Stopwatch.GetElapsedTime(start), new Answers(all));
        if (!run.Answers.AreAllSuccesses)
            throw new CommandFailedException($"Not all were successes: {string.Join(", ", run.Answers.Outcomes.Select(outcome => $"{outcome.Count} times {outcome.Outcome}"))}.");
        return run;
    }
}
