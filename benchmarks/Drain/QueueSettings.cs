using TwilioFunctions.Benchmarks.Load;

namespace TwilioFunctions.Benchmarks.Drain;

/// <summary>What host.json says of a batch: https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-queue#hostjson-settings</summary>
/// <param name="BatchSize">How many messages are fetched at once, 32 at most.</param>
/// <param name="NewBatchThreshold">The next ones are fetched when no more than this many are being worked on.</param>
internal sealed record QueueSettings(int BatchSize, int NewBatchThreshold)
{
    public static IReadOnlyList<QueueSettings> Candidates { get; } = [new(8, 4), new(16, 8), new(32, 16), new(32, 32)];

    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        [LoadedApp.HostJson("extensions:queues:batchSize")] = $"{BatchSize}",
        [LoadedApp.HostJson("extensions:queues:newBatchThreshold")] = $"{NewBatchThreshold}",
    };

    public override string ToString() => $"batchSize {BatchSize}, newBatchThreshold {NewBatchThreshold}";
}
