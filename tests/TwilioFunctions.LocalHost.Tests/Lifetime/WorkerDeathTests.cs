using System.Net;
using TwilioFunctions.LocalHost.Tests.Hosting;

namespace TwilioFunctions.LocalHost.Tests.Lifetime;

[Collection(LifetimeTests.Name)]
public sealed class WorkerDeathTests : IDisposable
{
    private readonly string fault = Path.GetTempFileName();

    private Dictionary<string, string> Settings => new(SampleApp.Settings()) { ["Fault"] = fault };

    [Fact]
    public async Task KilledWorker_IsStartedAgainThreeTimes()
    {
        await using var host = await HostProcess.StartAsync(Settings);
        for (var restart = 1; restart <= 3; restart++)
        {
            var waiting = host.Client.GetAsync($"api/wait/{restart}");
            await host.Journal.NextAsync("Wait");
            var worker = await host.WorkerIdAsync();

            await Signals.SendAsync("KILL", worker);

            // The request that ran fails, and the next one waits for the new worker.
            using var failed = await waiting;
            Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
            Assert.NotEqual(worker, await host.WorkerIdAsync());
            Assert.Contains(host.Output, line => line.Contains($"The worker is started again ({restart} of 3). The worker ended with code 137", StringComparison.Ordinal));
        }

        await Assert.ThrowsAnyAsync<Exception>(async () => (await host.Client.PostAsync("api/exit/7", content: null)).EnsureSuccessStatusCode());

        Assert.Equal(1, await host.ExitCodeAsync());
        Assert.Equal(["The worker ended with code 7. It printed last:", "These are the worker's last words."], host.Output.TakeLast(2));
        HasNoStackTrace(host);
    }

    [Theory]
    [InlineData("exit", "The worker ended with code 3. It printed last:")]
    [InlineData("throw", "The worker ended with code 134. It printed last:")]
    public async Task WorkerThatEndsAtItsStart_EndsTheHostWithItsLastWords(string way, string sentence)
    {
        File.WriteAllText(fault, way);

        await using var host = HostProcess.Start(Settings);

        Assert.Equal(1, await host.ExitCodeAsync());
        Assert.Contains(sentence, host.Output);
        Assert.Contains(host.Output, line => line.Contains("The setting Colour is missing.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WorkerThatIsKilledAtItsStart_EndsTheHost()
    {
        File.WriteAllText(fault, "hang");
        await using var host = HostProcess.Start(Settings);
        await host.PrintsAsync("The app takes its time.");

        await Signals.SendAsync("KILL", Assert.Single(Signals.ChildrenOf(host.Id)));

        Assert.Equal(1, await host.ExitCodeAsync());
        Assert.Contains("The worker ended with code 137. It printed last:", host.Output);
        HasNoStackTrace(host);
    }

    [Fact]
    public async Task WorkerThatFailsWhileItStartsAgain_IsStartedAgainAsOften()
    {
        await using var host = await HostProcess.StartAsync(Settings);
        var worker = await host.WorkerIdAsync();
        File.WriteAllText(fault, "exit");

        await Signals.SendAsync("KILL", worker);
        await host.PrintsAsync("The worker is started again (1 of 3).");

        // It waits for a worker, and there won't be one.
        using var response = await host.Client.GetAsync("api/Text");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(1, await host.ExitCodeAsync());
        Assert.Equal(3, host.Output.Count(line => line.Contains("The worker is started again", StringComparison.Ordinal)));
        Assert.Equal(["The worker ended with code 3. It printed last:", "The setting Colour is missing."], host.Output.TakeLast(2));
        HasNoStackTrace(host);
    }

    [Fact]
    public async Task WorkerThatLosesItsConnection_IsKilledAndStartedAgain()
    {
        await using var host = await HostProcess.StartAsync(Settings);
        var worker = await host.WorkerIdAsync();

        using var response = await host.Client.PostAsync("api/Disconnect", content: null);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.NotEqual(worker, await host.WorkerIdAsync());
        Assert.False(Signals.IsRunning(worker));
    }

    [Fact]
    public async Task OutputThatAnotherProgramHoldsOpen_DoesNotKeepTheWorkerFromStartingAgain()
    {
        await using var host = await HostProcess.StartAsync(Settings);
        using var spawned = await host.Client.PostAsync("api/Spawn", content: null);
        var program = int.Parse(await spawned.Content.ReadAsStringAsync());
        var worker = await host.WorkerIdAsync();

        await Signals.SendAsync("KILL", worker);

        await host.NextWorkerIdAsync(worker);
        await Signals.SendAsync("KILL", program);
    }

    public void Dispose() => File.Delete(fault);

    private static void HasNoStackTrace(HostProcess host)
    {
        Assert.DoesNotContain(host.Output, line => line.StartsWith("   at ", StringComparison.Ordinal));
        Assert.DoesNotContain(host.Output, line => line.Contains("Unhandled exception", StringComparison.Ordinal));
    }
}

/// <summary>The tests that start a host each, one at a time.</summary>
[CollectionDefinition(Name)]
public sealed class LifetimeTests
{
    public const string Name = "Lifetime";
}
