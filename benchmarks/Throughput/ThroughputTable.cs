using Spectre.Console;
using TwilioFunctions.Benchmarks.Load;

namespace TwilioFunctions.Benchmarks.Throughput;

/// <summary>The rounds, and the medians of each column.</summary>
internal static class ThroughputTable
{
    public static void Write(IAnsiConsole console, IReadOnlyList<Round> rounds)
    {
        var table = new Table().AddColumn("Round").RightAligned(
            "app: requests/s", "p50", "p90", "p99", "still queued", "Azurite: requests/s", "p50", "p90", "p99", "ratio");
        foreach (var (index, round) in rounds.Index())
            table.AddRow([$"{index + 1}", .. CellsOf([round])]);
        table.AddRow(["median", .. CellsOf(rounds)]);
        console.Write(table);
    }

    private static string[] CellsOf(IReadOnlyList<Round> rounds) =>
    [
        .. CellsOf([.. rounds.Select(round => round.App)]),
        rounds.Select(round => (double)round.StillQueued).Median().Rate(),
        .. CellsOf([.. rounds.Select(round => round.Azurite)]),
        rounds.Select(round => round.Ratio).Median().Ratio(),
    ];

    private static string[] CellsOf(IReadOnlyList<LoadRun> runs) =>
    [
        runs.Select(run => run.PerSecond).Median().Rate(),
        runs.Select(run => run.Answers.Percentile(0.5)).Median().Milliseconds(),
        runs.Select(run => run.Answers.Percentile(0.9)).Median().Milliseconds(),
        runs.Select(run => run.Answers.Percentile(0.99)).Median().Milliseconds(),
    ];
}
