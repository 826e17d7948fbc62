using System.CommandLine;
using Spectre.Console;
using TwilioFunctions.Cli.Settings;

namespace TwilioFunctions.Cli.Simulate;

/// <summary><c>simulate events</c>: call summaries over Event Streams.</summary>
internal sealed class SimulateEventsCommand : Command
{
    private const string DefaultUrl = "http://localhost:7071/api/twilio/events";
    private const double DuplicatesUnlessSaid = 0.1;

    private readonly Option<int> count = new Option<int>("--count")
    {
        Description = "How many calls; each has three events: partial, predicted-complete and complete.",
        DefaultValueFactory = _ => 100,
    }.Between(1, 1_000_000);

    private readonly Option<int> concurrency = new Option<int>("--concurrency")
    {
        Description = "How many webhooks are under way at once.",
        DefaultValueFactory = _ => 8,
    }.Between(1, 1_000);

    private readonly Option<string> url = new Option<string>("--url")
    {
        Description = "Where Event Streams webhooks are received.",
        DefaultValueFactory = _ => DefaultUrl,
    }.HttpUrl();

    private readonly Option<int> seed = new("--seed")
    {
        Description = "Decides everything that is drawn: the same seed and date send the same bytes.",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<DateOnly> date = new("--date")
    {
        Description = "The day (UTC, yyyy-MM-dd) on which the calls start. [default: today]",
    };

    private readonly Option<bool> outOfOrder = new("--out-of-order") { Description = "Sends the events in any order, as Twilio may." };

    private readonly Option<double> duplicate = new Option<double>("--duplicate")
    {
        Description = $"The part of the events that is sent twice, 0 to 1; {DuplicatesUnlessSaid} when no number follows.",
        HelpName = "fraction",
        Arity = ArgumentArity.ZeroOrOne,
    }.OrWithoutValue(DuplicatesUnlessSaid).Between(0, 1);

    private readonly Option<string> accountSid = new("--account-sid")
    {
        Description = "Whose calls they are. [default: the first account of local.settings.json]",
    };

    private readonly Option<string> authToken = new("--auth-token")
    {
        Description = "What signs. [default: that account's token in local.settings.json]",
    };

    private readonly Terminal terminal;
    private readonly TimeProvider time;

    public SimulateEventsCommand(Terminal terminal, TimeProvider time)
        : base("events", "Sends call summaries over Event Streams.")
    {
        this.terminal = terminal;
        this.time = time;
        Option[] options = [count, concurrency, url, seed, date, outOfOrder, duplicate, accountSid, authToken];
        foreach (var option in options)
            Add(option);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var settings = await LocalSettings.ReadAsync(Checkout.Above(Environment.CurrentDirectory)?.LocalSettings, cancellationToken);
        var account = TwilioAccount.From(settings, result.GetValue(accountSid), result.GetValue(authToken));
        var target = WebhookTarget.For(new Uri(result.GetRequiredValue(url)), settings);
        var simulation = new EventSimulation(
            result.GetValue(count),
            result.GetValue(seed),
            result.GetResult(date) is null ? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime) : result.GetValue(date),
            account.Sid,
            result.GetValue(outOfOrder),
            result.GetValue(duplicate));

        terminal.Out.WriteLine($"Sending {simulation.Requests} webhooks of {simulation.Calls} calls on {simulation.Date:yyyy-MM-dd} to {target.Url}");
        var answers = await ProgressBar.ShowAsync(terminal.Out, "Sending", simulation.Requests, advance =>
        {
            Action<Answer>? onAnswer = advance is null ? null : _ => advance(1);
            return EventSimulator.RunAsync(simulation, result.GetValue(concurrency), target, account, time, onAnswer, cancellationToken);
        });

        AnswersTable.Write(terminal.Out, answers);
        if (answers.FailureWithoutAnswer is { } failure)
            throw new CommandFailedException($"Nothing answers at {target.Url} ({failure}): start the app with `up`, or name another --url.");
        return answers.AreAllSuccesses ? 0 : 1;
    }
}
