using Spectre.Console;
using TwilioFunctions.Cli.Settings;
using TwilioFunctions.Cli.Simulate;

namespace TwilioFunctions.Cli.Up;

/// <summary>Sends the events of a few calls to the app, waits until it has worked them up, and shows what became of them.</summary>
internal sealed class Demo(Terminal terminal, TimeProvider time, HttpClient http)
{
    private const int Calls = 20;
    private const int Concurrency = 4;

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <exception cref="CommandFailedException">A webhook was refused, or calls are missing after a minute.</exception>
    public async Task RunAsync(LocalSettings settings, CancellationToken cancellationToken)
    {
        var account = TwilioAccount.From(settings, accountSid: null, authToken: null);
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var simulation = new EventSimulation(Calls, Seed: 1, today, account.Sid, OutOfOrder: true, Duplicates: 0.1);
        var target = WebhookTarget.For(new Uri(http.BaseAddress!, Endpoints.TwilioEvents), settings);

        terminal.Out.WriteLine($"Sending {simulation.Requests} webhooks of {Calls} calls, out of order and some of them twice.");
        var answers = await EventSimulator.RunAsync(simulation, Concurrency, target, account, time, onAnswer: null, cancellationToken);
        AnswersTable.Write(terminal.Out, answers);
        if (!answers.AreAllSuccesses)
            throw new CommandFailedException("The app refused some of the webhooks: its log above says why.");

        CallsTable.Write(terminal.Out, await FinishedAsync(simulation, cancellationToken));
    }

    private async Task<IReadOnlyList<ListedCall>> FinishedAsync(EventSimulation simulation, CancellationToken cancellationToken)
    {
        var expected = simulation.Sequences().SelectMany(events => events).Select(@event => @event.CallSid).ToHashSet();
        var api = new CallsApi(http);
        var start = time.GetTimestamp();
        while (true)
        {
            var listed = await ListedAsync(api, simulation, cancellationToken);
            ListedCall[] finished = [.. listed.Where(call => call.Stage == "complete" && expected.Contains(call.CallSid))];
            if (finished.Length == expected.Count)
                return finished;
            if (time.GetElapsedTime(start) > Timeout)
            {
                throw new CommandFailedException(
                    $"Only {finished.Length} of {expected.Count} calls are complete after {Timeout.TotalSeconds:0} s: the app's log above says why.");
            }

            await Task.Delay(Interval, time, cancellationToken);
        }
    }

    private static async Task<IReadOnlyList<ListedCall>> ListedAsync(CallsApi api, EventSimulation simulation, CancellationToken cancellationToken)
    {
        try
        {
            return await api.ListAsync(simulation.AccountSid, simulation.Date, cancellationToken);
        }
        catch (HttpRequestException)
        {
            return [];
        }
    }
}
