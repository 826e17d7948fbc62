using System.Diagnostics;
using TwilioFunctions.Cli;

namespace TwilioFunctions.Benchmarks.Lookup;

/// <summary>Lookups of the same identity in one table.</summary>
/// <param name="table">Where.</param>
/// <param name="indexed">Whether the emulator looks the partition up in its index, or at every row.</param>
internal sealed class Lookups(BindingsTable table, bool indexed)
{
    private const int Expected = 3;

    private readonly List<Lookup> measured = [];

    public int Rows => table.Rows;

    public bool Indexed => indexed;

    public IReadOnlyList<Lookup> Measured => measured;

    public async Task LookAsync(CancellationToken cancellationToken)
    {
        table.Meter.Reset();
        table.Meter.UsePartitionIndex = indexed;
        var start = Stopwatch.GetTimestamp();
        var found = await table.FindAsync(cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(start);
        if (found.Count != Expected)
            throw new CommandFailedException($"{found.Count} bindings were found, not {Expected}.");
        measured.Add(new Lookup(elapsed, elapsed - table.Meter.Time, table.Meter.Requests, table.Meter.Bytes));
    }

    /// <summary>What was measured until now was to warm up.</summary>
    public void Forget() => measured.Clear();
}
