using Microsoft.Extensions.DependencyInjection;
using StandIns.Tests.LocalHost.SampleApp;
using TwilioFunctions.Testing;

namespace StandIns.Tests.LocalHost;

public sealed class QueueConcurrencyTests(AzuriteFixture azurite) : QueueTriggerTest(azurite)
{
    [Fact]
    public async Task Batches_AreFetchedWhenFewEnoughMessagesRun()
    {
        var queue = await EmptyQueueAsync(QueueGateFunctions.Queue);
        foreach (var number in Enumerable.Range(1, 10))
            await queue.SendMessageAsync($"{number}");

        await using var host = await StartGateAsync(""" "batchSize": 3, "newBatchThreshold": 1 """);
        var gate = host.Services.GetRequiredService<Gate>();

        await SeeAsync(host, 3);
        gate.Open(2);
        await SeeAsync(host, 3);
        gate.Open(10);
        await SeeAsync(host, 4);
        await IsDrainedAsync(queue);
        Assert.Equal(4, gate.Most);
    }

    [Fact]
    public async Task LongRun_KeepsItsLease()
    {
        var queue = await EmptyQueueAsync(QueueGateFunctions.Queue);
        await queue.SendMessageAsync("long");
        await using var host = await StartGateAsync(""" "batchSize": 1, "newBatchThreshold": 1, "leaseDuration": "00:00:02" """);
        Assert.Equal("long", await host.Journal.NextAsync<string>());

        // It becomes visible when the first message's lease has been over twice.
        await queue.SendMessageAsync("clock", visibilityTimeout: TimeSpan.FromSeconds(5), timeToLive: null);
        Assert.Equal("clock", await host.Journal.NextAsync<string>());

        host.Services.GetRequiredService<Gate>().Open(2);
        await IsDrainedAsync(queue);
        Assert.True(host.Journal.IsEmpty);
    }

    [Fact]
    public async Task Instances_ShareTheWork()
    {
        var queue = await EmptyQueueAsync(QueueGateFunctions.Queue);
        await using var one = await StartGateAsync(""" "batchSize": 1, "newBatchThreshold": 0 """);
        await using var other = await StartGateAsync(""" "batchSize": 1, "newBatchThreshold": 0 """);
        await queue.SendMessageAsync("a");
        await queue.SendMessageAsync("b");

        string[] seen = [await one.Journal.NextAsync<string>(), await other.Journal.NextAsync<string>()];

        one.Services.GetRequiredService<Gate>().Open(1);
        other.Services.GetRequiredService<Gate>().Open(1);
        await IsDrainedAsync(queue);
        Assert.Equal(["a", "b"], seen.Order());
        Assert.True(one.Journal.IsEmpty && other.Journal.IsEmpty);
    }

    [Fact]
    public async Task Stop_WaitsForWhatRuns()
    {
        var queue = await EmptyQueueAsync(QueueGateFunctions.Queue);
        await using var host = await StartGateAsync(""" "batchSize": 1, "newBatchThreshold": 0 """);
        await queue.SendMessageAsync("runs");
        await host.Journal.NextAsync<string>();
        await queue.SendMessageAsync("must wait");

        var stopped = host.StopAsync();
        await Eventually.IsTrueAsync(() => Task.FromResult(host.Log.Lines.Any(line => line.Message.StartsWith("Stopping", StringComparison.Ordinal))));
        Assert.False(stopped.IsCompleted);
        host.Services.GetRequiredService<Gate>().Open(2);
        await stopped;

        Assert.True(host.Journal.IsEmpty);
        Assert.Equal("must wait", Assert.Single((await queue.PeekMessagesAsync(32)).Value).MessageText);
    }

    [Fact]
    public async Task StopThatCannotWait_CancelsWhatRunsAndGivesTheMessageBack()
    {
        var queue = await EmptyQueueAsync(QueueGateFunctions.Queue);
        await using var host = await StartGateAsync();
        await queue.SendMessageAsync("runs too long");
        await host.Journal.NextAsync<string>();

        await host.StopAsync(new CancellationToken(canceled: true));

        await Eventually.IsTrueAsync(async () => (await queue.PeekMessagesAsync(32)).Value.Length == 1);
    }

    private Task<RunningHost> StartGateAsync(string queues = "") =>
        StartAsync(typeof(QueueGateFunctions), queues, builder => builder.Services.AddSingleton<Gate>());

    private static async Task SeeAsync(RunningHost host, int count)
    {
        for (var i = 0; i < count; i++)
            await host.Journal.NextAsync<string>();
    }
}
