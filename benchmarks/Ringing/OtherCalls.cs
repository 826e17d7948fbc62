using System.Diagnostics;

namespace TwilioFunctions.Benchmarks.Ringing;

/// <summary>Calls of other identities, begun at a steady rate whether the ones before have rung or not.</summary>
internal sealed class OtherCalls(Caller caller, int perSecond)
{
    private readonly List<Task<RungCall?>> calls = [];

    /// <summary>Calls until it is told to stop, and waits for the last ones.</summary>
    /// <returns>How many a second rang their device, and how many did not.</returns>
    public async Task<(double PerSecond, int Failed)> RunAsync(CancellationToken stop, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var interval = TimeSpan.FromSeconds(1.0 / perSecond);
        while (!stop.IsCancellationRequested)
        {
            // When the machine was late, the calls that are due are begun at once.
            while (Stopwatch.GetElapsedTime(start) >= interval * calls.Count)
                calls.Add(caller.TryCallAsync(Callee.Others[calls.Count % Callee.Others.Count], cancellationToken));
            await Task.Delay(interval / 2, CancellationToken.None);
        }

        var elapsed = Stopwatch.GetElapsedTime(start);
        var rang = await Task.WhenAll(calls);
        return (rang.Count(call => call is not null) / elapsed.TotalSeconds, rang.Count(call => call is null));
    }
}
