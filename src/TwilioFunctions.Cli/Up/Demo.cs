using Spectre.Console;
using TwilioFunctions.Cli.Calls;
using TwilioFunctions.Cli.Settings;
using TwilioFunctions.Cli.Simulate;
using TwilioFunctions.Cli.Simulate.Day;
using TwilioFunctions.Contracts;

namespace TwilioFunctions.Cli.Up;

/// <summary>Sends every webhook of a few calls to the app, waits until it has worked them up, and shows what became of them.</summary>
internal sealed class Demo(Terminal terminal, TimeProvider time, Uri app)
{
    private const int Calls = 20;
    private const int Concurrency = 4;
    private const int Seed = 1;

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <exception cref="CommandFailedException">A webhook was refused, or calls are missing after a minute.</exception>
    public async Task RunAsync(LocalSettings settings, CancellationToken cancellationToken)
    {
        var account = TwilioAccount.From(settings, accountSid: null, authToken: null);
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var day = SimulatedDay.Of(Calls, Seed, today, account.Sid, WebhookKind.All);
        var simulation = new DaySimulation(day, Seed, WebhookOrder.Any, Duplicates: 0.1);

        terminal.Out.WriteLine($"Sending {simulation.Requests} webhooks of {Calls} calls, out of order and some of them twice.");
        var answers = await new DaySimulator(app, settings, account, time).RunAsync(simulation, Concurrency, onAnswer: null, cancellationToken);
        AnswersTable.Write(terminal.Out, answers);
        if (!answers.AreAllSuccesses)
            throw new CommandFailedException("The app refused some of the webhooks: its log above says why.");

        CallsTable.Write(terminal.Out, await FinishedAsync(day, new CallQuery(account.Sid, today), cancellationToken));
        var eventful = day.Calls.MaxBy(call => call.Webhooks.Count)!.Sid;
        terminal.Out.WriteLine($"The story of one of them, from a second terminal: dotnet run --project src/TwilioFunctions.Cli -- calls show {eventful} --url {app.AbsoluteUri}");
    }

    private async Task<IReadOnlyList<CallListEntry>> FinishedAsync(SimulatedDay day, CallQuery query, CancellationToken cancellationToken)
    {
        var expected = day.Calls.Select(call => call.Sid).ToHashSet();
        using var api = new CallsApi(app, key: null, time);
        var start = time.GetTimestamp();
        while (true)
        {
            var listed = await ListedAsync(api, query, cancellationToken);
            CallListEntry[] finished = [.. listed.Where(call => call.Stage == "complete" && expected.Contains(call.CallSid))];
            if (finished.Length == expected.Count)
                return [.. finished.OrderBy(call => call.StartTime)];
            if (time.GetElapsedTime(start) > Timeout)
            {
                throw new CommandFailedException(
                    $"Only {finished.Length} of {expected.Count} calls are complete after {Timeout.TotalSeconds:0} s: the app's log above says why.");
            }

            await Task.Delay(Interval, time, cancellationToken);
        }
    }

    private static async Task<IReadOnlyList<CallListEntry>> ListedAsync(CallsApi api, CallQuery query, CancellationToken cancellationToken)
    {
        try
        {
            return await api.ListAsync(query, int.MaxValue, cancellationToken);
        }
        catch (CommandFailedException)
        {
            // Busy, or going down: the wait or the end of the app tells.
            return [];
        }
    }
}
