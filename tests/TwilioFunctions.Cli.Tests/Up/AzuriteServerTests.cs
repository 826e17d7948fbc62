using System.Net;
using System.Net.Sockets;
using Azure.Storage.Queues;
using TwilioFunctions.Azurite;
using TwilioFunctions.Cli.Processes;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Cli.Tests.Up;

public sealed class AzuriteServerTests : IDisposable
{
    private static readonly string Packages = Path.Combine(Repository.Artifacts, "azurite");

    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("azurite-");

    public void Dispose() => data.Delete(recursive: true);

    [Fact]
    public async Task StoppedAndStarted_KeepsItsData()
    {
        await using (var first = await AzuriteServer.StartAsync(Packages, data.FullName, AzuritePorts.Free()))
            await QueueOf(first).CreateAsync();

        await using var second = await AzuriteServer.StartAsync(Packages, data.FullName, AzuritePorts.Free());

        Assert.True((await QueueOf(second).ExistsAsync()).Value);
    }

    [Fact]
    public async Task CtrlC_LeavesItRunning()
    {
        await using var azurite = await AzuriteServer.StartAsync(Packages, data.FullName, AzuritePorts.Free());

        await Tool.RunAsync("kill", data.FullName, ["-INT", $"{azurite.ProcessId}"], CancellationToken.None);

        await QueueOf(azurite).CreateAsync();
        Assert.False(azurite.Exited.IsCompleted);
    }

    [Fact]
    public async Task PortInUse_IsASentence()
    {
        var ports = AzuritePorts.Free();
        using var other = new TcpListener(IPAddress.Loopback, ports.Queue);
        other.Start();

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => AzuriteServer.StartAsync(Packages, data.FullName, ports));

        Assert.Contains($"({ports}) in use", failure.Message, StringComparison.Ordinal);
    }

    private static QueueClient QueueOf(AzuriteServer azurite) => new(azurite.ConnectionString, "kept");
}
