namespace StandIns.Tests.LocalHost.SampleApp;

/// <summary>Holds whoever wants to pass until it is opened, and counts them.</summary>
public sealed class Gate(Journal journal) : IDisposable
{
    private readonly SemaphoreSlim free = new(0);
    private int inside;
    private int most;

    public int Most => most;

    public async Task PassAsync(string name, CancellationToken cancellationToken)
    {
        var now = Interlocked.Increment(ref inside);
        InterlockedMax(now);
        journal.Write(name);
        try
        {
            await free.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref inside);
        }
    }

    public void Open(int count) => free.Release(count);

    public void Dispose() => free.Dispose();

    private void InterlockedMax(int value)
    {
        int seen;
        while ((seen = most) < value && Interlocked.CompareExchange(ref most, value, seen) != seen)
        {
        }
    }
}
