using TwilioFunctions.LocalHost.Tests.Hosting;

namespace TwilioFunctions.LocalHost.Tests.Jobs;

/// <summary>Messages that run while instances, workers and hosts come and go.</summary>
[Collection(QueueTests.Name)]
public sealed class QueueLifetimeTests(QueueHost fixture)
{
    private readonly Storage storage = fixture.NewStorage();

    [Fact]
    public async Task Batches_AreFetchedWhenFewEnoughMessagesRun()
    {
        var queue = await storage.CreateQueueAsync("gated");
        for (var number = 1; number <= 10; number++)
            await queue.SendMessageAsync("all");
        await using var host = await StartAsync(("batchSize", "3"), ("newBatchThreshold", "1"));

        await SeeAsync(host, 3);
        host.Journal.OpenGate("all", 2);
        await SeeAsync(host, 3 + 3);
        host.Journal.OpenGate("all", 10);
        await queue.IsDrainedAsync();

        // A batch of three, and one message of the batch before.
        Assert.Equal(4, MostAtOnce(host));
        Assert.Equal(20, host.Journal.Of("Gated").Count);
    }

    [Fact]
    public async Task Instances_ShareTheWork()
    {
        var queue = await storage.CreateQueueAsync("gated");
        using var journal = new Journal();
        await using var one = await StartAsync(journal, ("batchSize", "1"), ("newBatchThreshold", "0"));
        await using var other = await StartAsync(journal, ("batchSize", "1"), ("newBatchThreshold", "0"));
        await queue.SendMessageAsync("a");
        await queue.SendMessageAsync("b");

        await Eventually.IsTrueAsync(() => journal.Of("Gated").Count == 2);

        var entries = journal.Of("Gated");
        Assert.Equal(["a", "b"], entries.Select(entry => entry.Seen.GetString()).Order());
        Assert.Equal(2, entries.Select(entry => entry.Worker).Distinct().Count());
        journal.OpenGate("a");
        journal.OpenGate("b");
        await queue.IsDrainedAsync();
        Assert.Equal(4, journal.Of("Gated").Count);
    }

    [Fact]
    public async Task MessageOfAKilledHost_ComesAgainWhenItsLeaseEnds()
    {
        var queue = await storage.CreateQueueAsync("gated");
        using var journal = new Journal();
        await queue.SendMessageAsync("held");
        await using var killed = await StartAsync(journal, ("leaseDuration", "00:00:02"));
        Assert.Equal("held", (await journal.NextAsync("Gated")).GetString());
        await killed.SignalAsync("KILL");

        await using var next = await StartAsync(journal, ("leaseDuration", "00:00:02"));

        Assert.Equal("held", (await journal.NextAsync("Gated")).GetString());
        journal.OpenGate("held");
        await queue.IsDrainedAsync();
        Assert.Equal("held passed", (await journal.NextAsync("Gated")).GetString());
    }

    [Fact]
    public async Task MessageOfAKilledWorker_ComesAgain()
    {
        var queue = await storage.CreateQueueAsync("gated");
        await queue.SendMessageAsync("held");
        await using var host = await StartAsync();
        Assert.Equal("held", (await host.Journal.NextAsync("Gated")).GetString());

        await Signals.SendAsync("KILL", host.Journal.Of("Gated")[0].Worker);

        Assert.Equal("held", (await host.Journal.NextAsync("Gated")).GetString());
        host.Journal.OpenGate("held");
        await queue.IsDrainedAsync();
        Assert.NotEqual(host.Journal.Of("Gated")[0].Worker, host.Journal.Of("Gated")[1].Worker);
        await host.PrintsAsync("Executed 'Functions.Gated' (Failed");
        Assert.Contains(host.Output, line => line.EndsWith("The worker ended with code 137 while the function ran.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stop_WaitsForTheMessagesThatRunAndTakesNoMore()
    {
        var queue = await storage.CreateQueueAsync("gated");
        await queue.SendMessageAsync("runs");
        await using var host = await StartAsync(("batchSize", "1"), ("newBatchThreshold", "0"));
        await host.Journal.NextAsync("Gated");
        await queue.SendMessageAsync("must wait");

        await host.SignalAsync("TERM");
        await host.IsDrainingAsync();
        host.Journal.OpenGate("runs");
        host.Journal.OpenGate("must wait");

        Assert.Equal(0, await host.ExitCodeAsync());
        Assert.Equal(["runs", "runs passed"], host.Journal.Of("Gated").Select(entry => entry.Seen.GetString()));
        Assert.Equal("must wait", Assert.Single((await queue.PeekMessagesAsync(32)).Value).MessageText);
    }

    [Fact]
    public async Task MessageThatRunsTooLongAtAStop_IsCancelledAndGivenBack()
    {
        var queue = await storage.CreateQueueAsync("gated");
        await queue.SendMessageAsync("runs too long");
        await using var host = await HostProcess.StartAsync(new Dictionary<string, string>(storage.Settings("Gated")) { ["AzureFunctionsJobHost__drainTimeout"] = "00:00:00.5" });
        await host.Journal.NextAsync("Gated");

        await host.SignalAsync("TERM");

        Assert.Equal(0, await host.ExitCodeAsync());
        Assert.Equal(["runs too long", "runs too long was cancelled"], host.Journal.Of("Gated").Select(entry => entry.Seen.GetString()));
        Assert.Equal("runs too long", Assert.Single((await queue.PeekMessagesAsync(32)).Value).MessageText);
    }

    private Task<HostProcess> StartAsync(params (string Name, string Value)[] options) => StartAsync(journal: null, options);

    private Task<HostProcess> StartAsync(Journal? journal, params (string Name, string Value)[] options)
    {
        var settings = storage.Settings("Gated");
        foreach (var (name, value) in options)
            settings[$"AzureFunctionsJobHost__extensions__queues__{name}"] = value;
        return HostProcess.StartAsync(settings, journal: journal);
    }

    /// <summary>Waits until as many messages have begun to run.</summary>
    private static Task SeeAsync(HostProcess host, int count) =>
        Eventually.IsTrueAsync(() => host.Journal.Of("Gated").Count(entry => entry.Seen.GetString() == "all") == count);

    private static int MostAtOnce(HostProcess host)
    {
        var (running, most) = (0, 0);
        foreach (var entry in host.Journal.Of("Gated"))
        {
            running += entry.Seen.GetString() == "all" ? 1 : -1;
            most = Math.Max(most, running);
        }

        return most;
    }
}
