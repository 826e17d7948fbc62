using Spectre.Console;
using TwilioFunctions.Benchmarks.Load;

namespace TwilioFunctions.Benchmarks.Ringing;

/// <summary>The percentiles of all rounds together, and how far the rounds are apart.</summary>
internal static class RingingTable
{
    public static void Write(IAnsiConsole console, IReadOnlyList<RungCalls> measured)
    {
        var table = new Table().AddColumn("App").RightAligned(
            "bindings", "answered: p50", "first device: p50", "p90", "p99", "last device: p50", "p90", "p99", "last device, p50 of each round");
        foreach (var calls in measured)
        {
            table.AddRow(
            [
                calls.UnderLoad ? "under load" : "idle",
                calls.Callee.Bindings.Number(),
                calls.All.Select(call => call.Answered).Median().Milliseconds(),
                .. CellsOf(calls.All.Select(call => call.First)),
                .. CellsOf(calls.All.Select(call => call.Last)),
                string.Join(", ", calls.Rounds.Select(round => round.Select(call => call.Last).Median().Milliseconds())),
            ]);
        }

        console.Write(table);
    }

    private static string[] CellsOf(IEnumerable<TimeSpan> times)
    {
        TimeSpan[] all = [.. times];
        return [all.Median().Milliseconds(), all.Percentile(0.9).Milliseconds(), all.Percentile(0.99).Milliseconds()];
    }
}
