using Azure.Storage.Queues;
using TwilioFunctions.Testing;

namespace StandIns.Tests.Queues;

internal static class TestQueues
{
    public static string NewName() => $"q-{Guid.NewGuid():N}";

    public static async Task<QueueClient> CreateAsync(AzuriteFixture azurite, QueueMessageEncoding encoding = QueueMessageEncoding.None)
    {
        var queue = new QueueClient(azurite.ConnectionString, NewName(), new QueueClientOptions { MessageEncoding = encoding });
        await queue.CreateAsync();
        return queue;
    }
}
