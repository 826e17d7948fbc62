using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker.Builder;
using TwilioFunctions.Testing;

namespace StandIns.Tests.LocalHost;

/// <summary>What the tests of queue triggers share: Azurite, and queues that are empty at the beginning.</summary>
[Collection("Azurite")]
public abstract class QueueTriggerTest(AzuriteFixture azurite)
{
    protected AzuriteFixture Azurite => azurite;

    protected QueueClient Queue(string name, QueueMessageEncoding encoding = QueueMessageEncoding.Base64) =>
        new(azurite.ConnectionString, name, new QueueClientOptions { MessageEncoding = encoding });

    protected async Task<QueueClient> EmptyQueueAsync(string name, QueueMessageEncoding encoding = QueueMessageEncoding.Base64)
    {
        var queue = Queue(name, encoding);
        await queue.CreateIfNotExistsAsync();
        await queue.ClearMessagesAsync();
        return queue;
    }

    private protected Task<RunningHost> StartAsync(Type functions, string queues = "", Action<FunctionsApplicationBuilder>? configure = null) =>
        RunningHost.StartAsync(
            [functions],
            $$"""{ "extensions": { "queues": { "maxPollingInterval": "00:00:00.1"{{(queues.Length > 0 ? "," : "")}} {{queues}} } } }""",
            new Dictionary<string, string?> { ["AzureWebJobsStorage"] = azurite.ConnectionString },
            configure);

    /// <summary>Waits until the queue holds nothing, neither visible nor leased.</summary>
    protected static Task IsDrainedAsync(QueueClient queue) =>
        Eventually.IsTrueAsync(async () => (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount == 0);
}
