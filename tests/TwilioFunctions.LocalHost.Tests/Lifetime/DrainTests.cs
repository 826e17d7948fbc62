using TwilioFunctions.LocalHost.Tests.Hosting;

namespace TwilioFunctions.LocalHost.Tests.Lifetime;

[Collection(LifetimeTests.Name)]
public sealed class DrainTests : IDisposable
{
    private readonly string fault = Path.GetTempFileName();

    private Dictionary<string, string> Settings => new(SampleApp.Settings()) { ["Fault"] = fault };

    /// <param name="signal">The signal.</param>
    /// <param name="toGroup">Whether every process of the terminal gets it, as with Ctrl+C.</param>
    /// <param name="withSetpriv">Whether the worker is started by setpriv.</param>
    [Theory]
    [InlineData("TERM", false, true)]
    [InlineData("INT", true, true)]
    [InlineData("INT", true, false)]
    [InlineData("TERM", true, true)]
    public async Task Stop_WaitsForTheRequestsThatRun(string signal, bool toGroup, bool withSetpriv)
    {
        using var programs = new ProgramFolder();
        var settings = SampleApp.Settings();
        if (!withSetpriv)
            settings["PATH"] = programs.WithDotnetOnly();
        await using var host = await HostProcess.StartAsync(settings);
        var waiting = host.Client.GetStringAsync("api/wait/drain");
        await host.Journal.NextAsync("Wait");
        var worker = await host.WorkerIdAsync();

        await Signals.SendAsync(signal, toGroup ? -host.Id : host.Id);

        // It takes no more requests.
        await host.IsDrainingAsync();
        Assert.True(Signals.IsRunning(worker));
        host.Journal.OpenGate("drain");
        Assert.Equal("GET passed", await waiting);
        Assert.Equal(0, await host.ExitCodeAsync());
        Assert.False(Signals.IsRunning(worker));
    }

    [Theory]
    [InlineData("api/wait/long", "Wait")]
    [InlineData("api/stubborn/long", "WaitStubbornly")]
    public async Task FunctionThatRunsTooLong_IsCancelledAndThenLeft(string path, string function)
    {
        await using var host = await HostProcess.StartAsync(new Dictionary<string, string>(Settings) { ["AzureFunctionsJobHost__drainTimeout"] = "00:00:01" });
        var waiting = host.Client.GetAsync(path);
        await host.Journal.NextAsync(function);
        var worker = await host.WorkerIdAsync();

        await host.SignalAsync("TERM");

        Assert.Equal(0, await host.ExitCodeAsync());
        Assert.Contains(host.Output, line => line.EndsWith("warn Host.Lifetime: Functions that still run after 1 s are cancelled.", StringComparison.Ordinal));
        if (function == "Wait")
            Assert.Equal("long was cancelled", (await host.Journal.NextAsync("Wait")).GetString());
        Assert.False(Signals.IsRunning(worker));
        await Task.WhenAny(waiting);
        Assert.DoesNotContain(host.Output, line => line.Contains("Unhandled exception", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SecondSignal_EndsTheHostAtOnce()
    {
        await using var host = await HostProcess.StartAsync(Settings);
        var waiting = host.Client.GetAsync("api/stubborn/never");
        await host.Journal.NextAsync("WaitStubbornly");
        var worker = await host.WorkerIdAsync();
        await host.SignalAsync("TERM");
        await host.IsDrainingAsync();

        await host.SignalAsync("TERM");

        Assert.Equal(143, await host.ExitCodeAsync());
        await Eventually.IsTrueAsync(() => !Signals.IsRunning(worker));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => waiting);
    }

    [Fact]
    public async Task StopWhileTheHostStarts_EndsIt()
    {
        File.WriteAllText(fault, "hang");
        await using var host = HostProcess.Start(Settings);
        await host.PrintsAsync("The app takes its time.");
        var worker = Assert.Single(Signals.ChildrenOf(host.Id));

        await host.SignalAsync("TERM");

        Assert.Equal(0, await host.ExitCodeAsync());
        await Eventually.IsTrueAsync(() => !Signals.IsRunning(worker));
    }

    [Fact]
    public async Task StopWhileTheWorkerStartsAgain_EndsTheHost()
    {
        await using var host = await HostProcess.StartAsync(Settings);
        var first = await host.WorkerIdAsync();
        File.WriteAllText(fault, "hang");
        await Signals.SendAsync("KILL", first);
        await host.PrintsAsync("The app takes its time.");
        var second = Assert.Single(Signals.ChildrenOf(host.Id));

        await host.SignalAsync("TERM");

        Assert.Equal(0, await host.ExitCodeAsync());
        await Eventually.IsTrueAsync(() => !Signals.IsRunning(second));
    }

    public void Dispose() => File.Delete(fault);
}
