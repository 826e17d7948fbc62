using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>
/// <c>extensions.queues</c> of <c>host.json</c>:
/// https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-queue#hostjson-settings
/// </summary>
internal sealed record QueuesOptions
{
    private const int LargestBatch = 32;

    public int BatchSize { get; init; } = 16;

    /// <summary>The next batch is fetched when no more than this many messages are being worked on.</summary>
    public int? NewBatchThreshold { get; init; }

    public int MaxDequeueCount { get; init; } = 5;

    /// <summary>How long a message whose run failed stays invisible.</summary>
    public TimeSpan VisibilityTimeout { get; init; } = TimeSpan.Zero;

    /// <summary>The longest pause between two looks into an empty queue. The real host's default, too, when it runs in development.</summary>
    public TimeSpan MaxPollingInterval { get; init; } = TimeSpan.FromSeconds(2);

    public QueueMessageEncoding MessageEncoding { get; init; } = QueueMessageEncoding.Base64;

    /// <summary>How long a message is invisible to others unless it is renewed. Only the local host can be told; see the README.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromMinutes(10);

    public int EffectiveNewBatchThreshold => NewBatchThreshold ?? BatchSize / 2 * Environment.ProcessorCount;

    public static QueuesOptions From(HostJson hostJson)
    {
        QueuesOptions options;
        try
        {
            options = hostJson.Extension("queues").Get<QueuesOptions>() ?? new QueuesOptions();
        }
        catch (InvalidOperationException error)
        {
            throw new HostStartException($"host.json: {error.Message}", error);
        }
        if (options.BatchSize is < 1 or > LargestBatch)
            throw new HostStartException($"host.json: extensions.queues.batchSize must be between 1 and {LargestBatch}, not {options.BatchSize}.");
        if (options.NewBatchThreshold < 0)
            throw new HostStartException($"host.json: extensions.queues.newBatchThreshold must not be negative, as {options.NewBatchThreshold} is.");
        if (options.MaxDequeueCount < 1)
            throw new HostStartException($"host.json: extensions.queues.maxDequeueCount must be at least 1, not {options.MaxDequeueCount}.");
        return options;
    }
}
