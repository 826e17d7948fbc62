using Azure.Core;
using Azure.Storage.Queues.Rest;
using Azure.Storage.StandIns.Shared;

namespace Azure.Storage.Queues;

/// <summary>One queue and its messages.</summary>
public partial class QueueClient
{
    // Without a value only in a mock, which the constructor without parameters is for.
    private readonly QueueRestClient rest = null!;
    private readonly Uri uri = null!;
    private readonly Uri messagesUri = null!;

    protected QueueClient()
    {
    }

    public QueueClient(string connectionString, string queueName)
        : this(connectionString, queueName, null)
    {
    }

    public QueueClient(string connectionString, string queueName, QueueClientOptions? options)
        : this(StorageConnectionString.Parse(connectionString, StorageService.Queue), queueName, options)
    {
    }

    public QueueClient(Uri queueUri, QueueClientOptions? options = null)
        : this(queueUri, new QueueRestClient(options, authentication: null))
    {
    }

    public QueueClient(Uri queueUri, StorageSharedKeyCredential credential, QueueClientOptions? options = null)
        : this(queueUri, new QueueRestClient(options, QueueAuthentication.For(credential)))
    {
    }

    public QueueClient(Uri queueUri, AzureSasCredential credential, QueueClientOptions? options = null)
        : this(queueUri, new QueueRestClient(options, QueueAuthentication.For(credential, queueUri)))
    {
    }

    public QueueClient(Uri queueUri, TokenCredential credential, QueueClientOptions? options = null)
        : this(queueUri, new QueueRestClient(options, QueueAuthentication.For(credential, queueUri, options?.Audience)))
    {
    }

    internal QueueClient(Uri queueUri, QueueRestClient rest)
    {
        uri = queueUri;
        messagesUri = QueueUri.Append(queueUri, "messages");
        this.rest = rest;
    }

    private QueueClient(StorageConnectionString connection, string queueName, QueueClientOptions? options)
        : this(QueueUri.Append(connection.Endpoint, queueName), new QueueRestClient(options, QueueAuthentication.For(connection)))
    {
    }

    public virtual Uri Uri => uri;

    public virtual string Name => QueueUri.QueueName(uri);

    public virtual string AccountName => QueueUri.AccountName(uri);

    // Limits of the service: https://learn.microsoft.com/azure/storage/queues/scalability-targets
    public virtual int MessageMaxBytes => 64 * 1024;

    public virtual int MaxPeekableMessages => 32;

    protected virtual Uri MessagesUri => messagesUri;
}
