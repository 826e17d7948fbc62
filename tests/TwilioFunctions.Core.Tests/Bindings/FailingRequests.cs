using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace TwilioFunctions.Core.Tests.Bindings;

/// <summary>Fails each request whose body names a certain row, as a service does that is out of order.</summary>
internal sealed class FailingRequests(string row) : HttpPipelinePolicy
{
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (message.Request.Content is { } content)
        {
            using var body = new MemoryStream();
            await content.WriteToAsync(body, CancellationToken.None);
            if (System.Text.Encoding.UTF8.GetString(body.ToArray()).Contains($"\"{row}\"", StringComparison.Ordinal))
                throw new RequestFailedException(503, "The server is busy.");
        }
        await ProcessNextAsync(message, pipeline);
    }
}
