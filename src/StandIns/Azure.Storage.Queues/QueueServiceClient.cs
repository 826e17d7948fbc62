using Azure.Core;
using Azure.Storage.Queues.Models;
using Azure.Storage.Queues.Rest;
using Azure.Storage.StandIns.Shared;

namespace Azure.Storage.Queues;

/// <summary>The queues of an account.</summary>
public class QueueServiceClient
{
    // Without a value only in a mock, which the constructor without parameters is for.
    private readonly QueueRestClient rest = null!;
    private readonly Uri uri = null!;

    protected QueueServiceClient()
    {
    }

    public QueueServiceClient(string connectionString)
        : this(connectionString, null)
    {
    }

    public QueueServiceClient(string connectionString, QueueClientOptions? options)
        : this(StorageConnectionString.Parse(connectionString, StorageService.Queue), options)
    {
    }

    public QueueServiceClient(Uri serviceUri, QueueClientOptions? options = null)
        : this(serviceUri, new QueueRestClient(options, authentication: null))
    {
    }

    public QueueServiceClient(Uri serviceUri, StorageSharedKeyCredential credential, QueueClientOptions? options = null)
        : this(serviceUri, new QueueRestClient(options, QueueAuthentication.For(credential)))
    {
    }

    public QueueServiceClient(Uri serviceUri, AzureSasCredential credential, QueueClientOptions? options = null)
        : this(serviceUri, new QueueRestClient(options, QueueAuthentication.For(credential, serviceUri)))
    {
    }

    public QueueServiceClient(Uri serviceUri, TokenCredential credential, QueueClientOptions? options = null)
        : this(serviceUri, new QueueRestClient(options, QueueAuthentication.For(credential, serviceUri, options?.Audience)))
    {
    }

    private QueueServiceClient(Uri serviceUri, QueueRestClient rest)
    {
        uri = serviceUri;
        this.rest = rest;
    }

    private QueueServiceClient(StorageConnectionString connection, QueueClientOptions? options)
        : this(connection.Endpoint, new QueueRestClient(options, QueueAuthentication.For(connection)))
    {
    }

    public virtual Uri Uri => uri;

    public virtual string AccountName => QueueUri.AccountName(uri);

    public virtual QueueClient GetQueueClient(string queueName) => new(QueueUri.Append(uri, queueName), rest);

    public virtual AsyncPageable<QueueItem> GetQueuesAsync(
        QueueTraits traits = QueueTraits.None, string? prefix = null, CancellationToken cancellationToken = default) =>
        new QueuePages(rest, uri, traits, prefix, cancellationToken);

    public virtual async Task<Response<QueueClient>> CreateQueueAsync(
        string queueName, IDictionary<string, string>? metadata = null, CancellationToken cancellationToken = default)
    {
        var queue = GetQueueClient(queueName);
        return Response.FromValue(queue, await queue.CreateAsync(metadata, cancellationToken));
    }

    public virtual Task<Response> DeleteQueueAsync(string queueName, CancellationToken cancellationToken = default) =>
        GetQueueClient(queueName).DeleteAsync(cancellationToken);
}
