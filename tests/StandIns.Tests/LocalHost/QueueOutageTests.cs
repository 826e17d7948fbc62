using Azure.Storage.Queues;
using StandIns.Tests.LocalHost.SampleApp;
using TwilioFunctions.Azurite;
using TwilioFunctions.Testing;

namespace StandIns.Tests.LocalHost;

public sealed class QueueOutageTests : IDisposable
{
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("azurite-outage-");
    private readonly AzuritePorts ports = AzuritePorts.Free();

    [Fact]
    public async Task StorageThatComesBack_IsPolledAgain()
    {
        var azurite = await StartAzuriteAsync();
        await using var host = await RunningHost.StartAsync(
            [typeof(QueueBindingFunctions)],
            """{ "extensions": { "queues": { "maxPollingInterval": "00:00:00.1" } } }""",
            new Dictionary<string, string?> { ["AzureWebJobsStorage"] = azurite.ConnectionString });
        await SendAsync("before");
        Assert.Equal("before", await host.Journal.NextAsync<string>());

        await azurite.DisposeAsync();
        await LoggedAsync(host, "cannot be reached");
        azurite = await StartAzuriteAsync();
        await SendAsync("after");

        Assert.Equal("after", await host.Journal.NextAsync<string>());
        await LoggedAsync(host, "can be reached again");
        Assert.Single(host.Log.Lines, line => line.Message.StartsWith($"The queue {QueueBindingFunctions.Text} cannot be reached", StringComparison.Ordinal));
        await host.StopAsync();
        await azurite.DisposeAsync();
    }

    public void Dispose() => data.Delete(recursive: true);

    private Task<AzuriteServer> StartAzuriteAsync() =>
        AzuriteServer.StartAsync(Path.Combine(Repository.Artifacts, "azurite"), data.FullName, ports);

    private async Task SendAsync(string text)
    {
        var options = new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 };
        var queue = new QueueClient(AzuriteServer.ConnectionStringFor(ports), QueueBindingFunctions.Text, options);
        await queue.CreateIfNotExistsAsync();
        await queue.SendMessageAsync(text);
    }

    private static Task LoggedAsync(RunningHost host, string text) =>
        Eventually.IsTrueAsync(() => Task.FromResult(host.Log.Lines.Any(line =>
            line.Message.StartsWith($"The queue {QueueBindingFunctions.Text} {text}", StringComparison.Ordinal))));
}
