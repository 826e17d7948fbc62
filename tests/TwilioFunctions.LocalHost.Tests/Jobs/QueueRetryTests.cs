using Azure.Storage.Queues;
using TwilioFunctions.LocalHost.Tests.Hosting;

namespace TwilioFunctions.LocalHost.Tests.Jobs;

[Collection(QueueTests.Name)]
public sealed class QueueRetryTests(QueueHost fixture)
{
    [Fact]
    public async Task MessageThatFailsFiveTimes_IsMovedToThePoisonQueue()
    {
        var queue = await fixture.Shared.CreateQueueAsync("fail");
        var receipt = await queue.SendMessageAsync(BinaryData.FromString("grüße"));

        for (var dequeueCount = 1; dequeueCount <= 5; dequeueCount++)
            Assert.Equal(dequeueCount, (await fixture.Host.Journal.NextAsync("Fail")).GetInt32());

        await queue.IsDrainedAsync();
        var poison = Assert.Single((await fixture.Shared.Queue("fail-poison").ReceiveMessagesAsync()).Value);
        Assert.Equal("grüße", poison.MessageText);
        Assert.NotEqual(receipt.Value.MessageId, poison.MessageId);
        Assert.Equal(5, fixture.Host.Journal.Of("Fail").Count);
        await fixture.Host.PrintsAsync($"Message has reached MaxDequeueCount of 5. Moving message to queue '{fixture.Shared.Prefix}-fail-poison'.");
        // The worker's record has the exception, and the host's the result.
        Assert.Equal(5, fixture.Host.Output.Count(line => line == "System.InvalidOperationException: grüße"));
        Assert.Equal(5, fixture.Host.Output.Count(line => line.Contains("fail Function.Fail: Executed 'Functions.Fail' (Failed", StringComparison.Ordinal)
            && line.EndsWith("): System.InvalidOperationException: grüße", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task FailedRunWhoseResultsAreLogged_IsOneLineOfTheHost()
    {
        var storage = fixture.NewStorage();
        var queue = await storage.CreateQueueAsync("fail");
        var settings = With(storage.Settings("Fail"), "maxDequeueCount", "1");
        settings["AzureFunctionsJobHost__logging__logLevel__Host.Results"] = "Warning";
        await using var host = await HostProcess.StartAsync(settings);
        await queue.SendMessageAsync("text");

        await host.PrintsAsync("Message has reached MaxDequeueCount of 1.");

        var line = Assert.Single(host.Output, line => line.StartsWith('[') && line.EndsWith(": System.InvalidOperationException: text", StringComparison.Ordinal));
        Assert.Contains("fail Function.Fail: Executed 'Functions.Fail' (Failed", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MessageOfPoisonQueueThatFails_StaysAndComesAgainWhenItsLeaseEnds()
    {
        var storage = fixture.NewStorage();
        var queue = await storage.CreateQueueAsync("broken-poison");
        await queue.SendMessageAsync("poison");
        await using var host = await HostProcess.StartAsync(With(With(storage.Settings("FailPoison"), "leaseDuration", "00:00:02"), "maxDequeueCount", "1"));

        for (var run = 1; run <= 3; run++)
            await host.Journal.NextAsync("FailPoison");

        Assert.Equal(1, (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
        Assert.False(await storage.Queue("broken-poison-poison").ExistsAsync());
    }

    [Fact]
    public async Task MessageThatIsNotBase64_IsMovedToThePoisonQueueAsItIs()
    {
        var queue = await fixture.Shared.CreateQueueAsync("text", QueueMessageEncoding.None);
        await queue.SendMessageAsync("plain text!");

        await queue.IsDrainedAsync();

        var poison = Assert.Single((await fixture.Shared.Queue("text-poison", QueueMessageEncoding.None).ReceiveMessagesAsync()).Value);
        Assert.Equal("plain text!", poison.MessageText);
        Assert.DoesNotContain(fixture.Host.Journal.Of("TakeText"), entry => entry.Seen.GetString() == "plain text!");
    }

    [Fact]
    public async Task FailedMessage_IsInvisibleForTheVisibilityTimeout()
    {
        var storage = fixture.NewStorage();
        var queue = await storage.CreateQueueAsync("fail");
        await queue.SendMessageAsync("fails once");
        await using var host = await HostProcess.StartAsync(With(storage.Settings("Fail"), "visibilityTimeout", "01:00:00"));

        await host.PrintsAsync("Executed 'Functions.Fail' (Failed");
        await host.SignalAsync("TERM");
        Assert.Equal(0, await host.ExitCodeAsync());

        Assert.Empty((await queue.PeekMessagesAsync()).Value);
        Assert.Equal(1, (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
        Assert.Single(host.Journal.Of("Fail"));
    }

    [Fact]
    public async Task EncodingNone_TakesTheTextAsItIs()
    {
        var storage = fixture.NewStorage();
        var queue = await storage.CreateQueueAsync("fail", QueueMessageEncoding.None);
        await queue.SendMessageAsync("plain text!");
        await using var host = await HostProcess.StartAsync(With(With(storage.Settings("Fail"), "messageEncoding", "none"), "maxDequeueCount", "1"));

        Assert.Equal(1, (await host.Journal.NextAsync("Fail")).GetInt32());
        await queue.IsDrainedAsync();
        var poison = Assert.Single((await storage.Queue("fail-poison", QueueMessageEncoding.None).ReceiveMessagesAsync()).Value);
        Assert.Equal("plain text!", poison.MessageText);
    }

    private static Dictionary<string, string> With(Dictionary<string, string> settings, string option, string value) =>
        new(settings) { [$"AzureFunctionsJobHost__extensions__queues__{option}"] = value };
}
