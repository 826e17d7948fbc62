using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Storage.Queues.Rest;

/// <summary>
/// Sends requests to the Queue service over the pipeline of Azure.Core, which retries them.
/// https://learn.microsoft.com/rest/api/storageservices/queue-service-rest-api
/// </summary>
internal sealed class QueueRestClient
{
    private readonly HttpPipeline pipeline;
    private readonly string version;

    public QueueRestClient(QueueClientOptions? options, HttpPipelinePolicy? authentication)
    {
        options ??= new QueueClientOptions();
        version = options.VersionHeader;
        MessageEncoding = options.MessageEncoding;

        var pipelineOptions = new HttpPipelineOptions(options)
        {
            ResponseClassifier = new QueueResponseClassifier(),
            RequestFailedDetailsParser = new QueueErrorParser(),
        };
        if (authentication is not null)
            pipelineOptions.PerRetryPolicies.Add(authentication);
        pipeline = HttpPipelineBuilder.Build(pipelineOptions);
    }

    public QueueMessageEncoding MessageEncoding { get; }

    /// <summary>A request to <paramref name="address"/>; parameters whose value is null are left out.</summary>
    public HttpMessage CreateMessage(RequestMethod method, Uri address, params ReadOnlySpan<(string Name, string? Value)> query)
    {
        var message = pipeline.CreateMessage();
        var request = message.Request;
        request.Method = method;
        request.Uri.Reset(address);
        foreach (var (name, value) in query)
        {
            if (value is not null)
                request.Uri.AppendQuery(name, value);
        }
        request.Headers.SetValue("x-ms-version", version);
        request.Headers.SetValue("Accept", "application/xml");
        return message;
    }

    /// <exception cref="RequestFailedException">The answer has another status.</exception>
    public Task<Response> SendAsync(HttpMessage message, int status, CancellationToken cancellationToken) =>
        SendAsync(message, status, status, cancellationToken);

    /// <exception cref="RequestFailedException">The answer has neither status.</exception>
    public async Task<Response> SendAsync(HttpMessage message, int status, int otherStatus, CancellationToken cancellationToken)
    {
        await pipeline.SendAsync(message, cancellationToken);
        var response = message.Response;
        return response.Status == status || response.Status == otherStatus ? response : throw new RequestFailedException(response);
    }
}
