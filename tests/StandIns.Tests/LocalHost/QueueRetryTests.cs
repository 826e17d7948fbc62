using Azure.Storage.Queues;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StandIns.Tests.LocalHost.SampleApp;
using TwilioFunctions.Testing;

namespace StandIns.Tests.LocalHost;

public sealed class QueueRetryTests(AzuriteFixture azurite) : QueueTriggerTest(azurite)
{
    [Fact]
    public async Task MessageThatFailsTooOften_IsMovedToThePoisonQueue()
    {
        var queue = await EmptyQueueAsync(QueueFailureFunctions.Queue);
        await Queue(QueueFailureFunctions.PoisonQueue).DeleteIfExistsAsync();
        var receipt = await queue.SendMessageAsync(BinaryData.FromString("grüße"));

        await using var host = await StartAsync(typeof(QueueFailureFunctions), """ "maxDequeueCount": 3, "visibilityTimeout": "00:00:01" """);

        foreach (var dequeueCount in (long[])[1, 2, 3])
            Assert.Equal(dequeueCount, await host.Journal.NextAsync<long>());
        await IsDrainedAsync(queue);
        var poison = Assert.Single((await Queue(QueueFailureFunctions.PoisonQueue).ReceiveMessagesAsync()).Value);
        Assert.Equal("grüße", poison.MessageText);
        Assert.NotEqual(receipt.Value.MessageId, poison.MessageId);
        Assert.True(host.Journal.IsEmpty);
        Assert.Single(host.Log.Lines, line => line.Message.Contains("has been moved to local-host-failing-poison after 3 tries", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FailedMessage_IsInvisibleForTheVisibilityTimeout()
    {
        var queue = await EmptyQueueAsync(QueueFailureFunctions.Queue);
        await queue.SendMessageAsync("fails once");

        await using var host = await StartAsync(typeof(QueueFailureFunctions), """ "visibilityTimeout": "01:00:00" """);

        await host.Journal.NextAsync<long>();
        await Eventually.IsTrueAsync(() => Task.FromResult(host.Log.Lines.Any(line => line.Level == LogLevel.Error)));
        await host.StopAsync();
        Assert.Empty((await queue.PeekMessagesAsync()).Value);
        Assert.Equal(1, (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
    }

    [Fact]
    public async Task Exception_PassesThroughMiddlewareAsItWasThrown()
    {
        var queue = await EmptyQueueAsync(QueueFailureFunctions.Queue);
        await queue.SendMessageAsync("told to the middleware");
        var caught = new TaskCompletionSource<(Exception Error, object? DequeueCount)>();

        await using var host = await StartAsync(typeof(QueueFailureFunctions), """ "maxDequeueCount": 1 """, builder =>
            builder.UseMiddleware(async (context, next) =>
            {
                try
                {
                    await next();
                }
                catch (Exception error)
                {
                    caught.TrySetResult((error, context.BindingContext.BindingData["DequeueCount"]));
                    throw;
                }
            }));

        var (error, dequeueCount) = await caught.Task;
        Assert.Equal("told to the middleware", Assert.IsType<InvalidOperationException>(error).Message);
        Assert.Equal("1", dequeueCount);
        await IsDrainedAsync(queue);
    }

    [Fact]
    public async Task MessageOfPoisonQueueThatFails_StaysAndIsTriedAgain()
    {
        var queue = await EmptyQueueAsync(PoisonFailureFunctions.Queue);
        await queue.SendMessageAsync("poison");

        await using var host = await StartAsync(typeof(PoisonFailureFunctions), """ "maxDequeueCount": 1 """);

        foreach (var dequeueCount in (long[])[1, 2, 3])
            Assert.Equal(dequeueCount, await host.Journal.NextAsync<long>());
        await host.StopAsync();
        Assert.Equal(1, (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
        Assert.False(await Queue(PoisonFailureFunctions.Queue + "-poison").ExistsAsync());
    }

    [Fact]
    public async Task MessageThatIsNotBase64_IsMovedToThePoisonQueueAtOnce()
    {
        var queue = await EmptyQueueAsync(QueueFailureFunctions.Queue, QueueMessageEncoding.None);
        var poisonQueue = await EmptyQueueAsync(QueueFailureFunctions.PoisonQueue);
        await queue.SendMessageAsync("plain text!");

        await using var host = await StartAsync(typeof(QueueFailureFunctions));

        await IsDrainedAsync(queue);
        Assert.Equal("plain text!", Assert.Single((await poisonQueue.ReceiveMessagesAsync()).Value).MessageText);
        Assert.True(host.Journal.IsEmpty);
    }

    [Fact]
    public async Task EncodingNone_TakesTheTextAsItIs()
    {
        var queue = await EmptyQueueAsync(QueueFailureFunctions.Queue, QueueMessageEncoding.None);
        var poisonQueue = await EmptyQueueAsync(QueueFailureFunctions.PoisonQueue, QueueMessageEncoding.None);
        await queue.SendMessageAsync("plain text!");

        await using var host = await StartAsync(typeof(QueueFailureFunctions), """ "messageEncoding": "none", "maxDequeueCount": 1 """);

        Assert.Equal(1L, await host.Journal.NextAsync<long>());
        await IsDrainedAsync(queue);
        Assert.Equal("plain text!", Assert.Single((await poisonQueue.ReceiveMessagesAsync()).Value).MessageText);
    }
}
