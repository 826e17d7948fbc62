using Azure.Storage.Queues;
using TwilioFunctions.Azurite;
using TwilioFunctions.LocalHost.Tests.Hosting;
using TwilioFunctions.Testing;

namespace TwilioFunctions.LocalHost.Tests.Jobs;

public sealed class StorageOutageTests : IDisposable
{
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("azurite-outage-");
    private readonly AzuritePorts ports = AzuritePorts.Free();

    [Fact]
    public async Task StorageThatIsAwayAtTheStartAndLater_IsWaitedFor()
    {
        var storage = new Storage(AzuriteServer.ConnectionStringFor(ports));
        var queue = storage.Queue("text");
        await using var host = await HostProcess.StartAsync(storage.Settings("TakeText", "AtStart"));
        await LostAsync(host, outages: 1);
        Assert.StartsWith("grüße", await host.Client.GetStringAsync("api/Text"), StringComparison.Ordinal);

        var azurite = await StartAzuriteAsync();
        await SendAsync(queue, "before");
        Assert.Equal("before", (await host.Journal.NextAsync("TakeText")).GetString());
        await host.Journal.NextAsync("AtStart");
        await BackAsync(host, outages: 1);

        await azurite.DisposeAsync();
        await LostAsync(host, outages: 2);
        Assert.StartsWith("grüße", await host.Client.GetStringAsync("api/Text"), StringComparison.Ordinal);

        azurite = await StartAzuriteAsync();
        await SendAsync(queue, "after");
        Assert.Equal("after", (await host.Journal.NextAsync("TakeText")).GetString());
        await BackAsync(host, outages: 2);

        await host.SignalAsync("TERM");
        Assert.Equal(0, await host.ExitCodeAsync());
        await azurite.DisposeAsync();
        // The outages are all that it tells.
        Assert.Equal([], host.Output.Where(line => line.StartsWith('[') && !line.Contains("Host.Storage", StringComparison.Ordinal) && !line.Contains("info Function.", StringComparison.Ordinal)));
        Assert.DoesNotContain(host.Output, line => line.StartsWith("   at ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task StopWhileStorageIsAway_EndsTheHost()
    {
        var storage = new Storage(AzuriteServer.ConnectionStringFor(ports));
        var azurite = await StartAzuriteAsync();
        await using var host = await HostProcess.StartAsync(storage.Settings("TakeText", "AtStart"));
        await host.Journal.NextAsync("AtStart");
        await azurite.DisposeAsync();
        await LostAsync(host, outages: 1);

        await host.SignalAsync("TERM");

        Assert.Equal(0, await host.ExitCodeAsync());
        Assert.DoesNotContain(host.Output, line => line.StartsWith("   at ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RefusedCredentials_EndTheHostInOneSentence()
    {
        await using var azurite = await StartAzuriteAsync();
        var storage = new Storage(azurite.ConnectionString.Replace("AccountKey=E", "AccountKey=F", StringComparison.Ordinal));
        await using var host = HostProcess.Start(storage.Settings("TakeText"));

        Assert.Equal(1, await host.ExitCodeAsync());

        Assert.StartsWith("The queue and timer functions can't run: Server failed to authenticate the request.", host.Output[^1], StringComparison.Ordinal);
        Assert.DoesNotContain(host.Output, line => line.StartsWith("   at ", StringComparison.Ordinal));
    }

    public void Dispose() => data.Delete(recursive: true);

    private Task<AzuriteServer> StartAzuriteAsync() => AzuriteServer.StartAsync(Path.Combine(Repository.Artifacts, "azurite"), data.FullName, ports);

    private static async Task SendAsync(QueueClient queue, string text)
    {
        await queue.CreateIfNotExistsAsync();
        await queue.SendMessageAsync(text);
    }

    // The queue endpoint and the blob endpoint, where the lease of the timer is.
    private static Task LostAsync(HostProcess host, int outages) => CountAsync(host, "warn Host.Storage: Storage at http://127.0.0.1:", 2 * outages);

    private static Task BackAsync(HostProcess host, int outages) => CountAsync(host, "info Host.Storage: Storage at http://127.0.0.1:", 2 * outages);

    private static Task CountAsync(HostProcess host, string text, int count) => Eventually.IsTrueAsync(
        () => host.Output.Count(line => line.Contains(text, StringComparison.Ordinal)) == count, () => string.Join('\n', host.Output));
}
