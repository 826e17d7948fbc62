using System.CommandLine;
using Spectre.Console;
using TwilioFunctions.Cli.Settings;
using TwilioFunctions.Cli.Up;
using TwilioFunctions.Core.Logging;

namespace TwilioFunctions.Cli.Simulate;

/// <summary><c>simulate events</c>: call summaries over Event Streams.</summary>
internal sealed class SimulateEventsCommand : Command
{
    private const string DefaultUrl = $"http://localhost:7071/{Endpoints.TwilioEvents}";

    private readonly Option<int> count = new Option<int>("--count")
    {
        Description = "How many calls; each has three events: partial, predicted-complete and complete.",
        DefaultValueFactory = _ => 100,
    }.Between(1, 1_000_000);

    private readonly Option<string> url = new Option<string>("--url")
    {
        Description = "Where Event Streams webhooks are received.",
        DefaultValueFactory = _ => DefaultUrl,
    }.HttpUrl();

    private readonly SimulationOptions options = new();
    private readonly Terminal terminal;
    private readonly TimeProvider time;

    public SimulateEventsCommand(Terminal terminal, TimeProvider time)
        : base("events", "Sends call summaries over Event Streams.")
    {
        this.terminal = terminal;
        this.time = time;
        Add(count);
        Add(url);
        options.AddTo(this);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var settings = await LocalSettings.ReadAsync(Checkout.Above(Environment.CurrentDirectory)?.LocalSettings, cancellationToken);
        var account = options.Account(result, settings);
        var target = WebhookTarget.For(new Uri(result.GetRequiredValue(url)), settings);
        var simulation = new EventSimulation(
            result.GetValue(count),
            options.Seed(result),
            options.Date(result, time),
            account.Sid,
            options.OutOfOrder(result),
            options.Duplicates(result));

        terminal.Out.WriteLine($"Sending {simulation.Requests} webhooks of {simulation.Calls} calls on {simulation.Date:yyyy-MM-dd} to {MaskedUrl.Of(target.Url)}");
        var answers = await ProgressBar.ShowAsync(terminal.Out, "Sending", simulation.Requests, advance =>
        {
            Action<Answer>? onAnswer = advance is null ? null : _ => advance(1);
            return EventSimulator.RunAsync(simulation, options.Concurrency(result), target, account, time, onAnswer, cancellationToken);
        });
        return answers.Conclude(terminal, target.Url);
    }
}
