namespace TwilioFunctions.Benchmarks.Ringing;

/// <summary>A call on its way to the devices of its callee. Times are those of <see cref="System.Diagnostics.Stopwatch"/>.</summary>
internal sealed class Ring(int devices)
{
    private readonly Lock gate = new();
    private readonly HashSet<string> rung = [];
    private readonly TaskCompletionSource complete = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when all have rung.</summary>
    public Task Complete => complete.Task;

    public int Rung
    {
        get
        {
            lock (gate)
                return rung.Count;
        }
    }

    /// <summary>Devices that were rung again: nobody should be.</summary>
    public int Repeated { get; private set; }

    public long First { get; private set; } = long.MaxValue;

    public long Last { get; private set; } = long.MinValue;

    public void Arrive(string device, long timestamp)
    {
        lock (gate)
        {
            if (!rung.Add(device))
            {
                Repeated++;
                return;
            }

            (First, Last) = (Math.Min(First, timestamp), Math.Max(Last, timestamp));
            if (rung.Count == devices)
                complete.SetResult();
        }
    }
}
