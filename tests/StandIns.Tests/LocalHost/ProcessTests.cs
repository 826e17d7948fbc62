using System.Net;
using System.Net.Sockets;
using StandIns.Tests.LocalHost.SampleApp;
using TwilioFunctions.Testing;

namespace StandIns.Tests.LocalHost;

public sealed class ProcessTests(AzuriteFixture azurite) : QueueTriggerTest(azurite)
{
    [Fact]
    public async Task Sigterm_FinishesWhatRunsAndExitsInOrder()
    {
        var queue = await EmptyQueueAsync(ShutdownFunctions.Queue);
        await queue.SendMessageAsync("runs until the host stops");
        var port = ChildHost.FreePort();
        await using var child = ChildHost.Start(Azurite.ConnectionString, "--port", $"{port}");
        using var client = new HttpClient { BaseAddress = new Uri($"http://localhost:{port}") };
        await child.SaysAsync("Executing 'Functions.MessageUntilShutdown'");
        var request = client.GetStringAsync("api/RequestUntilShutdown");
        await child.SaysAsync("Executing 'Functions.RequestUntilShutdown'");

        await child.TerminateAsync();

        Assert.Equal("GET finished", await request);
        Assert.Equal(0, await child.ExitCodeAsync());
        Assert.Equal(0, (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("api/text"));
    }

    [Fact]
    public async Task PortThatIsTaken_IsOneSentenceAndExitCode1()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        await using var child = ChildHost.Start(Azurite.ConnectionString, $"--port={port}");

        Assert.Equal(1, await child.ExitCodeAsync());
        Assert.Single(child.Output.Split('\n'), line => line.Contains($"Port {port} is in use", StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", child.Output, StringComparison.Ordinal);
    }
}
