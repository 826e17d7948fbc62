using Azure.Storage.Queues;
using TwilioFunctions.Benchmarks.Load;
using TwilioFunctions.Cli;
using TwilioFunctions.Cli.Simulate;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Benchmarks.Ringing;

/// <summary>Calls to an app that has nothing else to do, then to the same app while others are called.</summary>
internal sealed class RingingRound(Checkout checkout, int calls, int otherCallsPerSecond)
{
    private const int WarmUps = 20;

    private static readonly TimeSpan WebhookTimeout = TimeSpan.FromSeconds(15);

    // Longer than the queue's polling interval, so that a call comes at any point of it.
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(400);

    /// <summary>What was measured, by callee and load, how many of the others' devices rang a second, and how many calls rang nobody.</summary>
    public async Task<(IReadOnlyDictionary<(Callee Callee, bool UnderLoad), List<RungCall>> Rung, double OthersPerSecond, int Failed)> RunAsync(
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
        await CallAllAsync(caller, times: 5, callee => SettledAsync(queue, cancellationToken), cancellationToken);

        var rung = new Dictionary<(Callee, bool), List<RungCall>>();
        var idle = await CallAllAsync(caller, calls, callee => SettledAsync(queue, cancellationToken), cancellationToken);
        foreach (var (callee, measured) in idle)
            rung[(callee, false)] = measured;

        using var stop = new CancellationTokenSource();
        var others = new OtherCalls(caller, otherCallsPerSecond).RunAsync(stop.Token, cancellationToken);
        var loaded = await CallAllAsync(caller, calls, callee => PauseAfterAsync(callee, cancellationToken), cancellationToken);
        foreach (var (callee, measured) in loaded)
            rung[(callee, true)] = measured;
        await stop.CancelAsync();
        var (perSecond, failed) = await others;
        return (rung, perSecond, failed + rung.Values.Sum(measured => calls - measured.Count));
    }

    private static Dictionary<string, string> SettingsFor(Devices devices) => new()
    {
        ["Bindings__MaxPerIdentity"] = $"{Callee.Measured.Max(callee => callee.Bindings)}",
        ["Channels__Webhook__AllowedOrigins__0"] = devices.Origin,
    };

    /// <summary>Calls each callee in turn; a call that does not ring every device has no time.</summary>
    private static async Task<Dictionary<Callee, List<RungCall>>> CallAllAsync(
        Caller caller, int times, Func<Callee, Task> pauseAsync, CancellationToken cancellationToken)
    {
        var rung = Callee.Measured.ToDictionary(callee => callee, _ => new List<RungCall>());
        for (var time = 0; time < times; time++)
        {
            foreach (var (callee, measured) in rung)
            {
                if (await caller.TryCallAsync(callee, cancellationToken) is { } call)
                    measured.Add(call);
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
