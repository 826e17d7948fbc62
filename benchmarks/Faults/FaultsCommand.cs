using System.CommandLine;
using Spectre.Console;
using TwilioFunctions.Cli;

namespace TwilioFunctions.Benchmarks.Faults;

/// <summary><c>faults</c>: webhooks to three instances that are killed in a loop, over storage that fails; then the tables are compared with what was sent.</summary>
internal sealed class FaultsCommand : Command
{
    private readonly Option<int> webhooks = new Option<int>("--webhooks")
    {
        Description = "How many webhooks are sent at least, call notifications not counted.",
        DefaultValueFactory = _ => 10_000,
    }.Between(1, 1_000_000);

    private readonly Option<int> notifications = new Option<int>("--notifications")
    {
        Description = "How many calls ring a device.",
        DefaultValueFactory = _ => 1_000,
    }.Between(0, 100_000);

    private readonly Option<int> faults = new Option<int>("--faults")
    {
        Description = "Of a thousand storage requests, so many fail, are slow or lose their response.",
        DefaultValueFactory = _ => 20,
    }.Between(0, 500);

    private readonly Option<int> seed = new Option<int>("--seed")
    {
        Description = "Decides the webhooks, the faults and whom is killed.",
        DefaultValueFactory = _ => 1,
    };

    private readonly IAnsiConsole console;

    public FaultsCommand(IAnsiConsole console)
        : base("faults", "Compares the tables with what was sent, after kills and storage faults.")
    {
        this.console = console;
        Option[] options = [webhooks, notifications, faults, seed];
        foreach (var option in options)
            Add(option);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var run = new FaultsRun(
            Checkout.OfCurrentDirectory(), result.GetValue(webhooks), result.GetValue(notifications), result.GetValue(faults), result.GetValue(seed), console);
        var checks = await run.RunAsync(cancellationToken);

        var table = new Table().AddColumns("checked", "expected", "found", "wrong");
        foreach (var check in checks)
            table.AddRow(check.Name, $"{check.Expected}", $"{check.Found}", check.Wrong == 0 ? "0" : $"[red]{check.Wrong}[/]");
        console.Write(table);
        return checks.Any(check => check.Wrong > 0) ? 1 : 0;
    }
}

/// <summary>A line of the table.</summary>
/// <param name="Name">What was checked.</param>
/// <param name="Expected">How many there must be.</param>
/// <param name="Found">How many there are.</param>
/// <param name="Wrong">How many are missing, too many or different.</param>
internal sealed record Check(string Name, int Expected, int Found, int Wrong)
{
    public static Check Of(string name, IEnumerable<string> expected, IEnumerable<string> found)
    {
        var (all, kept) = (expected.ToHashSet(StringComparer.Ordinal), found.ToList());
        var distinct = kept.ToHashSet(StringComparer.Ordinal);
        return new Check(name, all.Count, kept.Count, all.Except(distinct).Count() + distinct.Except(all).Count() + kept.Count - distinct.Count);
    }
}
