using TwilioFunctions.LocalHost.Tests.Hosting;

namespace TwilioFunctions.LocalHost.Tests.Lifetime;

[Collection(LifetimeTests.Name)]
public sealed class HostDeathTests : IDisposable
{
    private readonly ProgramFolder programs = new();
    private readonly string fault = Path.GetTempFileName();

    /// <param name="withSetpriv">Whether setpriv and setsid are on the path; without them the host itself watches over the worker.</param>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task KilledHost_LeavesNoWorkerBehind(bool withSetpriv)
    {
        var settings = SampleApp.Settings();
        if (!withSetpriv)
            settings["PATH"] = programs.WithDotnetOnly();
        await using var host = await HostProcess.StartAsync(settings);
        var worker = await host.WorkerIdAsync();
        var processes = Signals.ChildrenOf(host.Id);
        Assert.Equal(withSetpriv, processes.Contains(worker));
        var waiting = host.Client.GetAsync("api/stubborn/never");
        await host.Journal.NextAsync("WaitStubbornly");

        await host.SignalAsync("KILL");

        await Eventually.IsTrueAsync(() => !Signals.IsRunning(worker) && !processes.Any(Signals.IsRunning));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => waiting);
    }

    [Fact]
    public async Task HostThatIsKilledWhileItStarts_LeavesNoWorkerBehind()
    {
        await File.WriteAllTextAsync(fault, "hang");
        await using var host = HostProcess.Start(new Dictionary<string, string>(SampleApp.Settings()) { ["Fault"] = fault });
        await host.PrintsAsync("The app takes its time.");
        var worker = Assert.Single(Signals.ChildrenOf(host.Id));

        await host.SignalAsync("KILL");

        await Eventually.IsTrueAsync(() => !Signals.IsRunning(worker));
    }

    public void Dispose()
    {
        programs.Dispose();
        File.Delete(fault);
    }
}
