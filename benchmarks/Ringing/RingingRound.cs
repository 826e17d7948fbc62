using Azure.Storage.Queues;
using TwilioFunctions.Benchmarks.Load;
using TwilioFunctions.Cli;
using TwilioFunctions.Cli.Simulate;
using TwilioFunctions.Core.Messages;

namespace TwilioFunctions.Benchmarks.Ringing;

/// <summary>Calls to an app that has nothing else to do, then to the same app while others are called.</summary>
internal sealed class RingingRound(Checkout checkout, int calls, int otherCallsPerSecond)
{
    private const int WarmUps = 20;

    private static readonly TimeSpan WebhookTimeout = TimeSpan.FromSeconds(15);

    // Longer than the queue's polling interval, so that a call comes at any point of it.
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(400);

    /// <summary>What was measured, by callee and load, and how many of the others' devices rang a second.</summary>
    public async Task<(IReadOnlyDictionary<(Callee Callee, bool UnderLoad), List<RungCall>> Rung, double OthersPerSecond)> RunAsync(
        CancellationToken cancellationToken)
    {
        await using var devices = await Devices.StartAsync(cancellationToken);
        await using var storage = await TemporaryStorage.StartAsync(checkout, cancellationToken);
        await RegisteredDevices.RegisterAsync(storage, devices.Origin, cancellationToken);
        await using var app = await LoadedApp.StartAsync(checkout, storage.ConnectionString, SettingsFor(devices), cancellationToken);
        var queue = await storage.QueueAsync(QueueNames.CallNotifications, cancellationToken);

        using var http = new HttpClient();
        var caller = new Caller(new WebhookSender(http, app.CallNotifications, LoadedApp.Account, WebhookTimeout, TimeProvider.System), devices);
        for (var warmUp = 0; warmUp < WarmUps; warmUp++)
            await caller.CallAsync(Callee.Others[warmUp], cancellationToken);
        await CallAllAsync(caller, times: 2, callee => SettledAsync(queue, cancellationToken), cancellationToken);

        var rung = new Dictionary<(Callee, bool), List<RungCall>>();
        foreach (var (callee, measured) in await CallAllAsync(caller, calls, callee => SettledAsync(queue, cancellationToken), cancellationToken))
            rung[(callee, false)] = measured;

        using var stop = new CancellationTokenSource();
        var others = new OtherCalls(caller, otherCallsPerSecond).RunAsync(stop.Token, cancellationToken);
        foreach (var (callee, measured) in await CallAllAsync(caller, calls, callee => PauseAfterAsync(callee, cancellationToken), cancellationToken))
            rung[(callee, true)] = measured;
        await stop.CancelAsync();
        var (perSecond, failed) = await others;
        if (failed > 0)
            throw new CommandFailedException($"{failed} calls of others did not ring.");
        return (rung, perSecond);
    }

    private static Dictionary<string, string> SettingsFor(Devices devices) => new()
    {
        ["Bindings__MaxPerIdentity"] = $"{Callee.Measured.Max(callee => callee.Bindings)}",
        ["Channels__Webhook__AllowedOrigins__0"] = devices.Origin,
    };

    /// <summary>Calls each callee in turn.</summary>
    private static async Task<Dictionary<Callee, List<RungCall>>> CallAllAsync(
        Caller caller, int times, Func<Callee, Task> pauseAsync, CancellationToken cancellationToken)
    {
        var rung = Callee.Measured.ToDictionary(callee => callee, _ => new List<RungCall>());
        for (var time = 0; time < times; time++)
        {
            foreach (var (callee, measured) in rung)
            {
                measured.Add(await caller.CallAsync(callee, cancellationToken));
                await pauseAsync(callee);
            }
        }

        return rung;
    }

    /// <summary>The app has written down what became of the call before, and waits for the next one.</summary>
    private static async Task SettledAsync(QueueClient queue, CancellationToken cancellationToken)
    {
        await queue.AtMostAsync(0, cancellationToken);
        await Task.Delay(LongestPause * Random.Shared.NextDouble(), cancellationToken);
    }

    /// <summary>The queue is never empty while others are called: a millisecond a device is left to what follows a call.</summary>
    private static Task PauseAfterAsync(Callee callee, CancellationToken cancellationToken) =>
        Task.Delay(TimeSpan.FromMilliseconds(callee.Bindings) + (LongestPause * Random.Shared.NextDouble()), cancellationToken);
}
