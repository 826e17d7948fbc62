using System.CommandLine;
using Spectre.Console;
using TwilioFunctions.Benchmarks.Load;
using TwilioFunctions.Cli;

namespace TwilioFunctions.Benchmarks.Drain;

/// <summary><c>drain</c>: what <c>batchSize</c> and <c>newBatchThreshold</c> do to a backlog of call summaries.</summary>
internal sealed class DrainCommand : Command
{
    private readonly Option<int> events = new Option<int>("--events")
    {
        Description = "How many events wait when the app starts.",
        DefaultValueFactory = _ => 3_000,
    }.Between(100, 1_000_000);

    private readonly Option<int> rounds = new Option<int>("--rounds")
    {
        Description = "How often each pair is measured.",
        DefaultValueFactory = _ => 3,
    }.Between(1, 100);

    private readonly IAnsiConsole console;

    public DrainCommand(IAnsiConsole console)
        : base("drain", "Messages a second that the app works off a full queue, for several batchSize and newBatchThreshold.")
    {
        this.console = console;
        Option[] options = [events, rounds];
        foreach (var option in options)
            Add(option);
        SetAction(RunAsync);
    }

    private async Task RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var backlog = new Backlog(Checkout.OfCurrentDirectory(), result.GetValue(events));
        var drained = QueueSettings.Candidates.ToDictionary(settings => settings, _ => new List<Drained>());
        for (var round = 1; round <= result.GetValue(rounds); round++)
        {
            foreach (var settings in QueueSettings.Candidates)
            {
                var one = await backlog.DrainAsync(settings, cancellationToken);
                console.WriteLine($"Round {round}: {one.PerSecond.Rate()} messages/s with {settings}");
                drained[settings].Add(one);
            }
        }

        Write(drained);
    }

    private void Write(Dictionary<QueueSettings, List<Drained>> measured)
    {
        var table = new Table().RightAligned("batchSize", "newBatchThreshold", "messages/s in each round", "median", "of the first", "Azurite's CPU");
        var first = MedianRate(measured[QueueSettings.Candidates[0]]);
        foreach (var (settings, rounds) in measured)
        {
            table.AddRow(
                $"{settings.BatchSize}",
                $"{settings.NewBatchThreshold}",
                string.Join(", ", rounds.Select(round => round.PerSecond.Rate())),
                MedianRate(rounds).Rate(),
                (MedianRate(rounds) / first).Ratio(),
                rounds.Select(round => round.AzuriteTime).Median().Milliseconds());
        }

        console.Write(table);
    }

    private static double MedianRate(IEnumerable<Drained> rounds) => rounds.Select(round => round.PerSecond).Median();
}
