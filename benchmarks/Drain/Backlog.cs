using System.Diagnostics;
using TwilioFunctions.Benchmarks.Load;
using TwilioFunctions.Cli;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Benchmarks.Drain;

/// <summary>Events that wait on <c>call-summaries</c> when the app starts.</summary>
internal sealed class Backlog(Checkout checkout, int count)
{
    private const int Seed = 1;
    private const int SentAtOnce = 16;
    private const double PartToWarmUpOn = 0.2;

    private readonly string[] messages = [.. SimulatedEvents.Take(count, Seed).Select(SimulatedEvents.Message)];

    /// <summary>How fast the app works the messages off once it is warm.</summary>
    public async Task<Drained> DrainAsync(QueueSettings settings, CancellationToken cancellationToken)
    {
        await using var storage = await TemporaryStorage.StartAsync(checkout, cancellationToken);
        var queue = await storage.QueueAsync(QueueNames.CallSummaries, cancellationToken);
        await queue.SendAllAsync(messages, SentAtOnce, cancellationToken);

        await using var app = await LoadedApp.StartAsync(checkout, storage.ConnectionString, settings.Settings, cancellationToken);
        var left = await queue.AtMostAsync((int)(count * (1 - PartToWarmUpOn)), cancellationToken);
        var (start, azurite) = (Stopwatch.GetTimestamp(), storage.ProcessorTime);
        await queue.AtMostAsync(0, cancellationToken);
        return new Drained(left / Stopwatch.GetElapsedTime(start).TotalSeconds, (storage.ProcessorTime - azurite) / left);
    }
}
