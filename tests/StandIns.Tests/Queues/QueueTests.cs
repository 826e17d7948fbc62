using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using TwilioFunctions.Testing;

namespace StandIns.Tests.Queues;

[Collection("Azurite")]
public sealed class QueueTests(AzuriteFixture azurite)
{
    private readonly QueueClient queue = new(azurite.ConnectionString, TestQueues.NewName());

    [Fact]
    public async Task NewQueue_IsCreated()
    {
        Assert.False(await queue.ExistsAsync());

        var response = await queue.CreateAsync();

        Assert.Equal(201, response.Status);
        Assert.True(await queue.ExistsAsync());
    }

    [Fact]
    public async Task CreateIfNotExists_AnswersOnlyTheFirstTime()
    {
        Assert.NotNull(await queue.CreateIfNotExistsAsync());

        Assert.Null(await queue.CreateIfNotExistsAsync());
        Assert.Null(await queue.CreateIfNotExistsAsync(new Dictionary<string, string> { ["other"] = "metadata" }));
    }

    [Fact]
    public async Task ExistingQueueWithOtherMetadata_IsNotCreatedAgain()
    {
        await queue.CreateAsync();

        var failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => queue.CreateAsync(new Dictionary<string, string> { ["other"] = "metadata" }));

        Assert.Equal(409, failure.Status);
        Assert.True(failure.ErrorCode == QueueErrorCode.QueueAlreadyExists);
    }

    [Fact]
    public async Task ExistingQueue_IsDeleted()
    {
        await queue.CreateAsync();

        var deleted = await queue.DeleteIfExistsAsync();

        Assert.True(deleted);
        Assert.False(await queue.ExistsAsync());
    }

    [Fact]
    public async Task MissingQueue_IsNotDeleted() => Assert.False(await queue.DeleteIfExistsAsync());

    [Fact]
    public async Task MissingQueue_EveryOperationSaysSo()
    {
        Func<Task>[] operations =
        [
            () => queue.DeleteAsync(),
            () => queue.GetPropertiesAsync(),
            () => queue.SetMetadataAsync(new Dictionary<string, string> { ["a"] = "b" }),
            () => queue.SendMessageAsync("text"),
            () => queue.ReceiveMessagesAsync(),
            () => queue.PeekMessageAsync(),
            () => queue.UpdateMessageAsync("id", "receipt"),
            () => queue.DeleteMessageAsync("id", "receipt"),
            () => queue.ClearMessagesAsync(),
        ];

        foreach (var operation in operations)
        {
            var failure = await Assert.ThrowsAsync<RequestFailedException>(operation);
            Assert.Equal((404, "QueueNotFound"), (failure.Status, failure.ErrorCode));
            Assert.Contains("The specified queue does not exist.", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Metadata_IsReplacedAsAWhole()
    {
        await queue.CreateAsync(new Dictionary<string, string> { ["first"] = "1" });

        await queue.SetMetadataAsync(new Dictionary<string, string> { ["Second"] = "zwei", ["a_1"] = "x", ["a1"] = "y", ["ab"] = "z" });

        var properties = (await queue.GetPropertiesAsync()).Value;
        Assert.Equal(
            ["a1", "a_1", "ab", "second"],
            properties.Metadata.Keys.Select(key => key.ToLowerInvariant()).Order(StringComparer.Ordinal));
        Assert.Equal("zwei", properties.Metadata["second"]);
    }

    [Fact]
    public async Task MessagesCount_IncludesInvisibleOnes()
    {
        await queue.CreateAsync();
        await queue.SendMessageAsync("visible");
        await queue.SendMessageAsync("invisible", visibilityTimeout: TimeSpan.FromHours(1));

        var properties = (await queue.GetPropertiesAsync()).Value;

        Assert.Equal(2, properties.ApproximateMessagesCount);
        Assert.Equal(2L, properties.ApproximateMessagesCountLong);
    }
}
