using TwilioFunctions.Testing;

namespace TwilioFunctions.Cli.Tests.Simulate;

public sealed class SimulateEventsTests
{
    private const string AccountSid = "AC00000000000000000000000000000000";
    private const string AuthToken = "local-development-auth-token";

    [Fact]
    public async Task Accepted_EndsWithZeroAndTables()
    {
        await using var receiver = await EventReceiver.StartAsync(_ => Task.FromResult(200));

        var result = await SimulateAsync(receiver.Url, "--count", "10");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(30, receiver.Received.Count);
        Assert.Matches(@"200 OK\s+│\s+30 ", result.Output);
        Assert.Matches(@"p50 │\s+p90 │\s+p99 │\s+max", result.Output);
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task Signatures_AreAcceptedByTwiliosOwnLibrary()
    {
        await using var receiver = await EventReceiver.StartAsync(_ => Task.FromResult(200));
        await using var node = await NodeTwilio.StartAsync();

        await SimulateAsync(receiver.Url, "--count", "20");

        Assert.Equal(60, receiver.Received.Count);
        foreach (var webhook in receiver.Received)
        {
            Assert.Equal("application/json", webhook.ContentType);
            Assert.True(await node.ValidateAsync(webhook.Url, null, webhook.Text, AuthToken, webhook.Signature), webhook.Url);
            Assert.False(await node.ValidateAsync(webhook.Url, null, webhook.Text + " ", AuthToken, webhook.Signature));
        }
    }

    [Fact]
    public async Task OneRefusal_EndsWithOne()
    {
        await using var receiver = await EventReceiver.StartAsync(number => Task.FromResult(number == 7 ? 503 : 204));

        var result = await SimulateAsync(receiver.Url, "--count", "10");

        Assert.Equal(1, result.ExitCode);
        Assert.Matches(@"204 NoContent\s+│\s+29 ", result.Output);
        Assert.Matches(@"503 ServiceUnavailable\s+│\s+1 ", result.Output);
    }

    [Fact]
    public async Task NobodyListens_IsASentence()
    {
        string url;
        await using (var receiver = await EventReceiver.StartAsync(_ => Task.FromResult(200)))
            url = receiver.Url;

        var result = await SimulateAsync(url, "--count", "1");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"Nothing answers at {url}", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Concurrency_IsReachedAndNotExceeded()
    {
        const int Concurrency = 5;
        var underWay = 0;
        var most = 0;
        var full = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var receiver = await EventReceiver.StartAsync(async _ =>
        {
            var now = Interlocked.Increment(ref underWay);
            InterlockedMax(ref most, now);
            if (now == Concurrency)
                full.TrySetResult();
            // Nobody is answered before as many as allowed are there.
            await full.Task;
            Interlocked.Decrement(ref underWay);
            return 200;
        });

        var result = await SimulateAsync(receiver.Url, "--count", "20", "--concurrency", $"{Concurrency}");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(Concurrency, most);
    }

    [Fact]
    public async Task EventsOfACall_FollowEachOther()
    {
        await using var receiver = await EventReceiver.StartAsync(_ => Task.FromResult(200));

        await SimulateAsync(receiver.Url, "--count", "20");

        Assert.All(receiver.Received.GroupBy(webhook => webhook.Source), call => Assert.Equal(
            ["partial", "predicted-complete", "complete"],
            call.Select(webhook => webhook.Type[(webhook.Type.LastIndexOf('.') + 1)..])));
    }

    [Fact]
    public async Task OutOfOrder_SendsTheSameEventsInAnotherOrder()
    {
        await using var receiver = await EventReceiver.StartAsync(_ => Task.FromResult(200));
        await SimulateAsync(receiver.Url, "--count", "20", "--concurrency", "1");
        var inOrder = receiver.Received.Select(webhook => webhook.Id).ToArray();

        await SimulateAsync(receiver.Url, "--count", "20", "--concurrency", "1", "--out-of-order");

        var outOfOrder = receiver.Received.Skip(inOrder.Length).Select(webhook => webhook.Id).ToArray();
        Assert.Equal(inOrder.Order(), outOfOrder.Order());
        Assert.NotEqual(inOrder, outOfOrder);
    }

    [Theory]
    [InlineData(33, "--duplicate")]
    [InlineData(45, "--duplicate", "0.5")]
    [InlineData(45, "--duplicate", "0.5", "--out-of-order")]
    [InlineData(60, "--duplicate", "1")]
    [InlineData(30, "--duplicate", "0")]
    public async Task Duplicates_AreTheSameBytesAgain(int webhooks, params string[] options)
    {
        await using var receiver = await EventReceiver.StartAsync(_ => Task.FromResult(200));

        await SimulateAsync(receiver.Url, ["--count", "10", .. options]);

        Assert.Equal(webhooks, receiver.Received.Count);
        Assert.Equal(30, receiver.Received.Select(webhook => webhook.Id).Distinct().Count());
        Assert.Equal(30, receiver.Received.Select(webhook => webhook.Text).Distinct().Count());
    }

    private static Task<CommandResult> SimulateAsync(string url, params string[] options) => CommandResult.RunAsync(
        ["simulate", "events", "--url", url, "--account-sid", AccountSid, "--auth-token", AuthToken, .. options]);

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = most; seen < value; seen = most)
            Interlocked.CompareExchange(ref most, value, seen);
    }
}
