namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>Pauses between looks into a queue that is empty or away: from 100 ms, doubled each time, up to <c>maxPollingInterval</c>.</summary>
internal sealed class PollingBackoff(TimeSpan longest)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    private TimeSpan next = Least(Shortest, longest);

    public TimeSpan Next()
    {
        var pause = next;
        next = Least(next * 2, longest);
        // Instances that started together must not look together for ever.
        return pause * (0.9 + (Random.Shared.NextDouble() * 0.1));
    }

    public void Reset() => next = Least(Shortest, longest);

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
