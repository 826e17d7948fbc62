using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using TwilioFunctions.Testing;

namespace StandIns.Tests.Queues;

[Collection("Azurite")]
public sealed class QueueServiceTests(AzuriteFixture azurite)
{
    private readonly QueueServiceClient service = new(azurite.ConnectionString);

    [Fact]
    public async Task CreatedQueue_IsReadyForMessages()
    {
        var queue = (await service.CreateQueueAsync(TestQueues.NewName())).Value;

        await queue.SendMessageAsync("text");

        Assert.Equal("text", (await service.GetQueueClient(queue.Name).ReceiveMessageAsync()).Value.MessageText);
    }

    [Fact]
    public async Task Options_AreHandedToTheQueue()
    {
        var base64 = new QueueServiceClient(
            azurite.ConnectionString, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        var queue = (await base64.CreateQueueAsync(TestQueues.NewName())).Value;

        await queue.SendMessageAsync("text");

        Assert.Equal("dGV4dA==", (await service.GetQueueClient(queue.Name).PeekMessageAsync()).Value.MessageText);
    }

    [Fact]
    public async Task DeletedQueue_IsGone()
    {
        var queue = (await service.CreateQueueAsync(TestQueues.NewName())).Value;

        await service.DeleteQueueAsync(queue.Name);

        Assert.False(await queue.ExistsAsync());
    }

    [Fact]
    public async Task Queues_AreListedPageByPage()
    {
        var prefix = TestQueues.NewName();
        foreach (var number in Enumerable.Range(1, 5))
            await service.CreateQueueAsync($"{prefix}-{number}");

        var pages = new List<Page<QueueItem>>();
        await foreach (var page in service.GetQueuesAsync(prefix: prefix).AsPages(pageSizeHint: 2))
            pages.Add(page);
        var rest = new List<string>();
        await foreach (var page in service.GetQueuesAsync(prefix: prefix).AsPages(pages[0].ContinuationToken))
            rest.AddRange(page.Values.Select(queue => queue.Name));

        Assert.Equal([2, 2, 1], pages.Select(page => page.Values.Count));
        Assert.Null(pages[^1].ContinuationToken);
        Assert.Equal(
            Enumerable.Range(1, 5).Select(number => $"{prefix}-{number}"),
            pages.SelectMany(page => page.Values).Select(queue => queue.Name));
        Assert.Equal([$"{prefix}-3", $"{prefix}-4", $"{prefix}-5"], rest);
    }

    [Fact]
    public async Task ListWithMetadata_BringsIt()
    {
        var name = TestQueues.NewName();
        await service.CreateQueueAsync(name, new Dictionary<string, string> { ["team"] = "voice & video" });

        var queues = new List<QueueItem>();
        await foreach (var queue in service.GetQueuesAsync(QueueTraits.Metadata, name))
            queues.Add(queue);

        Assert.Equal("voice & video", Assert.Single(queues).Metadata["team"]);
    }
}
