using Azure.Storage.Queues;
using TwilioFunctions.Testing;

namespace TwilioFunctions.LocalHost.Tests.Hosting;

/// <summary>The queues and the settings of one test: every name begins with the same prefix, so that tests can share an Azurite.</summary>
internal sealed class Storage(string connectionString)
{
    public string Prefix { get; } = $"t{Guid.NewGuid():N}";

    public string ConnectionString => connectionString;

    /// <summary>Returns the settings with which a host runs the functions that are named, and the HTTP functions.</summary>
    public Dictionary<string, string> Settings(params string[] enabled) => new(SampleApp.Settings(enabled))
    {
        ["AzureWebJobsStorage"] = connectionString,
        ["AzureFunctionsWebHost__hostid"] = Prefix[..32],
        ["Elsewhere"] = connectionString,
        ["Prefix"] = Prefix,
        ["Tick__Schedule"] = "* * * * * *",
        ["AzureFunctionsJobHost__extensions__queues__maxPollingInterval"] = "00:00:00.1",
    };

    public QueueClient Queue(string name, QueueMessageEncoding encoding = QueueMessageEncoding.Base64) =>
        new(connectionString, $"{Prefix}-{name}", new QueueClientOptions { MessageEncoding = encoding });

    public async Task<QueueClient> CreateQueueAsync(string name, QueueMessageEncoding encoding = QueueMessageEncoding.Base64)
    {
        var queue = Queue(name, encoding);
        await queue.CreateIfNotExistsAsync();
        return queue;
    }
}

internal static class QueueClientExtensions
{
    /// <summary>Waits until the queue has neither visible nor leased messages.</summary>
    public static Task IsDrainedAsync(this QueueClient queue) =>
        Eventually.IsTrueAsync(async () => (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount == 0);
}

/// <summary>An Azurite, and a host with all functions that take queue messages.</summary>
public sealed class QueueHost : IAsyncLifetime
{
    private readonly AzuriteFixture azurite = new();
    private HostProcess? host;
    private Storage? storage;

    internal HostProcess Host => host ?? throw new InvalidOperationException("The host hasn't been started.");

    /// <summary>The queues of <see cref="Host"/>.</summary>
    internal Storage Shared => storage ?? throw new InvalidOperationException("Azurite hasn't been started.");

    internal Storage NewStorage() => new(azurite.ConnectionString);

    public async Task InitializeAsync()
    {
        await azurite.InitializeAsync();
        storage = NewStorage();
        host = await HostProcess.StartAsync(storage.Settings(
            "TakeText", "TakeBytes", "TakeBinary", "TakeMessage", "TakeOrder", "TakeMetadata", "TakeElsewhere", "Fail"));
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await azurite.DisposeAsync();
    }
}

/// <summary>The tests that share one host and its Azurite.</summary>
[CollectionDefinition(Name)]
public sealed class QueueTests : ICollectionFixture<QueueHost>
{
    public const string Name = "Queues";
}
