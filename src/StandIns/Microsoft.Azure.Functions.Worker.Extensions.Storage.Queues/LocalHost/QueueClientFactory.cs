using Azure.Identity;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>
/// Finds the storage account that a trigger's <c>Connection</c> names: a connection string, or an address for a token.
/// https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-queue-trigger#connections
/// </summary>
internal sealed class QueueClientFactory(IConfiguration configuration)
{
    private const string DefaultConnection = "AzureWebJobsStorage";

    private static readonly QueueClientOptions Polling = OptionsWith(maxRetries: 1);
    private static readonly QueueClientOptions Settling = OptionsWith(maxRetries: 5);

    /// <summary>For looking into a queue, which is done again anyway: that storage is away should be known soon.</summary>
    public QueueClient CreateForPolling(string? connection, string queue) => Create(connection, queue, Polling);

    /// <summary>For what must not be lost.</summary>
    public QueueClient Create(string? connection, string queue) => Create(connection, queue, Settling);

    private QueueClient Create(string? connection, string queue, QueueClientOptions options)
    {
        var name = string.IsNullOrEmpty(connection) ? DefaultConnection : connection;
        var setting = configuration.GetSection($"AzureWebJobs{name}") is var prefixed && prefixed.Exists() ? prefixed : configuration.GetSection(name);

        if (setting.Value is { Length: > 0 } connectionString)
            return new QueueClient(connectionString, queue, options);
        if (ServiceUriOf(setting) is { } service)
            return new QueueClient(new Uri($"{service.TrimEnd('/')}/{queue}"), new DefaultAzureCredential(), options);
        throw new HostStartException(
            $"The queue {queue} needs a storage account: set {name} to a connection string, or {name}__queueServiceUri to an address.");
    }

    // The host encodes and decodes itself: a message that is not base64 must not spoil the batch that it came with.
    private static QueueClientOptions OptionsWith(int maxRetries) => new()
    {
        MessageEncoding = QueueMessageEncoding.None,
        Retry = { MaxRetries = maxRetries, NetworkTimeout = TimeSpan.FromSeconds(30) },
    };

    private static string? ServiceUriOf(IConfigurationSection setting) =>
        setting["queueServiceUri"]
        ?? setting["serviceUri"]
        ?? (setting["accountName"] is { } account ? $"https://{account}.queue.core.windows.net" : null);
}
