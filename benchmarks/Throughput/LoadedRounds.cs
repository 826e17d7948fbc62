using TwilioFunctions.Benchmarks.Load;
using TwilioFunctions.Cli;
using TwilioFunctions.Cli.Simulate;

namespace TwilioFunctions.Benchmarks.Throughput;

/// <summary>The same webhooks, for the app or for Azurite alone. Everything is made, signed and warm before the clock runs.</summary>
internal sealed class LoadedRounds(Checkout checkout, WebhookLoad load, int count, int concurrency)
{
    private const int WarmUpSeed = 1;
    private const int Seed = 2;
    private const int WarmUp = 1_000;

    /// <summary>Sends webhooks while the app's queue functions work on what arrives.</summary>
    public async Task<(LoadRun Run, int StillQueued)> OnAppAsync(CancellationToken cancellationToken)
    {
        await using var storage = await TemporaryStorage.StartAsync(checkout, cancellationToken);
        await using var app = await LoadedApp.StartAsync(checkout, storage.ConnectionString, new Dictionary<string, string>(), cancellationToken);
        var queue = await storage.QueueAsync(load.Queue, cancellationToken);
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = concurrency, UseCookies = false };
        using var http = new HttpClient(handler);
        var sender = new EventSender(http, app.Events, LoadedApp.Account, TimeProvider.System);

        await LoadRun.SendAsync(load.Requests(app, WarmUp, WarmUpSeed), concurrency, sender.SendAsync, cancellationToken);
        await queue.AtMostAsync(0, cancellationToken);

        var run = await LoadRun.SendAsync(load.Requests(app, count, Seed), concurrency, sender.SendAsync, cancellationToken);
        return (run, await queue.CountAsync(cancellationToken));
    }

    /// <summary>Sends the webhooks' messages to a queue that nobody reads.</summary>
    public async Task<LoadRun> OnAzuriteAsync(CancellationToken cancellationToken)
    {
        await using var storage = await TemporaryStorage.StartAsync(checkout, cancellationToken);
        var warmUp = await storage.QueueAsync("warm-up", cancellationToken);
        await warmUp.SendAllAsync(load.Messages(WarmUp, WarmUpSeed), concurrency, cancellationToken);

        var queue = await storage.QueueAsync(load.Queue, cancellationToken);
        return await queue.SendAllAsync(load.Messages(count, Seed), concurrency, cancellationToken);
    }
}
