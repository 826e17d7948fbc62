using System.CommandLine;
using Spectre.Console;
using TwilioFunctions.Cli;

namespace TwilioFunctions.Benchmarks.Throughput;

/// <summary><c>throughput</c>: webhooks to the app, and the same messages to Azurite alone, in turn.</summary>
internal sealed class ThroughputCommand : Command
{
    private readonly Option<int> events = new Option<int>("--events")
    {
        Description = "How many webhooks are sent in each round.",
        DefaultValueFactory = _ => 5_000,
    }.Between(1, 1_000_000);

    private readonly Option<string> webhook = new Option<string>("--webhook")
    {
        Description = "Event Streams events, or status callbacks of calls.",
        DefaultValueFactory = _ => "events",
    }.AcceptOnlyFromAmong([.. WebhookLoad.All.Keys]);

    private readonly Option<int> concurrency = new Option<int>("--concurrency")
    {
        Description = "How many are under way at once.",
        DefaultValueFactory = _ => 8,
    }.Between(1, 1_000);

    private readonly Option<int> rounds = new Option<int>("--rounds")
    {
        Description = "How often both are measured.",
        DefaultValueFactory = _ => 3,
    }.Between(1, 100);

    private readonly IAnsiConsole console;

    public ThroughputCommand(IAnsiConsole console)
        : base("throughput", "Requests a second of a webhook, beside what Azurite alone takes.")
    {
        this.console = console;
        Option[] options = [webhook, events, concurrency, rounds];
        foreach (var option in options)
            Add(option);
        SetAction(RunAsync);
    }

    private async Task RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var checkout = Checkout.OfCurrentDirectory();
        var load = new LoadedRounds(checkout, WebhookLoad.All[result.GetRequiredValue(webhook)], result.GetValue(events), result.GetValue(concurrency));
        var measured = new List<Round>();
        for (var round = 1; round <= result.GetValue(rounds); round++)
        {
            console.WriteLine($"Round {round} …");
            var (app, stillQueued) = await load.OnAppAsync(cancellationToken);
            measured.Add(new Round(app, await load.OnAzuriteAsync(cancellationToken), stillQueued));
        }

        ThroughputTable.Write(console, measured);
    }
}
