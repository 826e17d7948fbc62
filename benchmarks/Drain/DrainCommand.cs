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
        var rates = QueueSettings.Candidates.ToDictionary(settings => settings, _ => new List<double>());
        for (var round = 1; round <= result.GetValue(rounds); round++)
        {
            console.WriteLine($"Round {round} …");
            foreach (var settings in QueueSettings.Candidates)
                rates[settings].Add(await backlog.DrainAsync(settings, cancellationToken));
        }

        Write(rates);
    }

    private void Write(Dictionary<QueueSettings, List<double>> rates)
    {
        var table = new Table().RightAligned("batchSize", "newBatchThreshold", "messages/s in each round", "median", "of the first");
        var first = rates[QueueSettings.Candidates[0]].Median();
        foreach (var (settings, measured) in rates)
        {
            table.AddRow(
                $"{settings.BatchSize}",
                $"{settings.NewBatchThreshold}",
                string.Join(", ", measured.Select(Figures.Rate)),
                measured.Median().Rate(),
                (measured.Median() / first).Ratio());
        }

        console.Write(table);
    }
}
