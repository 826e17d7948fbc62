using System.CommandLine;
using Spectre.Console;
using TwilioFunctions.Benchmarks.Load;
using TwilioFunctions.Cli;

namespace TwilioFunctions.Benchmarks.Ringing;

/// <summary><c>ringing</c>: how long a call takes to the devices of its callee.</summary>
internal sealed class RingingCommand : Command
{
    private readonly Option<int> calls = new Option<int>("--calls")
    {
        // Not more: each call leaves a row a device, which Azurite looks at in every query and writes down every five seconds.
        Description = "How often each callee is called in each round, on an idle app and under load.",
        DefaultValueFactory = _ => 12,
    }.Between(1, 10_000);

    private readonly Option<int> rate = new Option<int>("--rate")
    {
        Description = "How many others are called each second under load.",
        DefaultValueFactory = _ => 50,
    }.Between(1, 1_000);

    private readonly Option<int> rounds = new Option<int>("--rounds")
    {
        Description = "How often all is measured, each time with an app and an Azurite of its own.",
        DefaultValueFactory = _ => 5,
    }.Between(1, 100);

    private readonly IAnsiConsole console;

    public RingingCommand(IAnsiConsole console)
        : base("ringing", "Time from a call notification's webhook to the devices, by the number of bindings.")
    {
        this.console = console;
        Option[] options = [calls, rate, rounds];
        foreach (var option in options)
            Add(option);
        SetAction(RunAsync);
    }

    private async Task RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var round = new RingingRound(Checkout.OfCurrentDirectory(), result.GetValue(calls), result.GetValue(rate));
        var all = new List<IReadOnlyDictionary<(Callee Callee, bool UnderLoad), List<RungCall>>>();
        for (var number = 1; number <= result.GetValue(rounds); number++)
        {
            var (rung, othersPerSecond, failed) = await round.RunAsync(cancellationToken);
            console.WriteLine($"Round {number}: under load {othersPerSecond.Rate()} other calls rang each second, {failed.Number()} calls rang nobody or not everybody");
            all.Add(rung);
        }

        RingingTable.Write(console, [.. all[0].Keys.Select(key => new RungCalls(key.Callee, key.UnderLoad, [.. all.Select(rung => rung[key])]))]);
    }
}
