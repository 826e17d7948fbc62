using System.CommandLine;
using Spectre.Console;
using TwilioFunctions.Cli.Settings;
using TwilioFunctions.Cli.Simulate.Day;

namespace TwilioFunctions.Cli.Simulate;

/// <summary><c>simulate voice</c>, <c>recording</c>, <c>proxy</c> and <c>all</c>: webhooks of the calls of a day.</summary>
internal sealed class SimulateDayCommand : Command
{
    private readonly Option<int> count = new Option<int>("--count")
    {
        Description = "How many calls.",
        DefaultValueFactory = _ => 100,
        // All webhooks are made before the first is sent, and kept in memory.
    }.Between(1, 20_000);

    private readonly Option<string> url = new Option<string>("--url")
    {
        Description = "The app's address.",
        DefaultValueFactory = _ => "http://localhost:7071",
    }.HttpUrl();

    private readonly SimulationOptions options = new();
    private readonly IReadOnlyCollection<WebhookKind> kinds;
    private readonly WebhookOrder order;
    private readonly Terminal terminal;
    private readonly TimeProvider time;

    private SimulateDayCommand(
        string name, string description, IReadOnlyCollection<WebhookKind> kinds, WebhookOrder order, Terminal terminal, TimeProvider time)
        : base(name, description)
    {
        this.kinds = kinds;
        this.order = order;
        this.terminal = terminal;
        this.time = time;
        Add(count);
        Add(url);
        options.AddTo(this);
        SetAction(RunAsync);
    }

    public static IEnumerable<SimulateDayCommand> Of(Terminal terminal, TimeProvider time) =>
    [
        new("voice", "Sends incoming calls and call status callbacks.", WebhookKind.Voice, WebhookOrder.AsItHappened, terminal, time),
        new("recording", "Sends recording status callbacks.", WebhookKind.Recordings, WebhookOrder.AsItHappened, terminal, time),
        new("proxy", "Sends what a Proxy Service is told and asked.", WebhookKind.Proxy, WebhookOrder.AsItHappened, terminal, time),
        new("all", "Sends every webhook of a day, those of each call in any order.", WebhookKind.All, WebhookOrder.AnyWithinACall, terminal, time),
    ];

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var settings = await LocalSettings.ReadAsync(Checkout.Above(Environment.CurrentDirectory)?.LocalSettings, cancellationToken);
        var account = options.Account(result, settings);
        var app = new Uri(result.GetRequiredValue(url));
        var (calls, seed, date) = (result.GetValue(count), options.Seed(result), options.Date(result, time));
        var simulation = new DaySimulation(
            SimulatedDay.Of(calls, seed, date, account.Sid, kinds),
            seed,
            options.OutOfOrder(result) ? WebhookOrder.Any : order,
            options.Duplicates(result));

        terminal.Out.WriteLine($"Sending {simulation.Requests} webhooks of {calls} calls on {date:yyyy-MM-dd} to {app.AbsoluteUri}");
        var answers = await ProgressBar.ShowAsync(terminal.Out, "Sending", simulation.Requests, advance =>
        {
            Action<Answer>? onAnswer = advance is null ? null : _ => advance(1);
            return new DaySimulator(app, settings, account, time).RunAsync(simulation, options.Concurrency(result), onAnswer, cancellationToken);
        });
        return answers.Conclude(terminal, app.AbsoluteUri);
    }
}
