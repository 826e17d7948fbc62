using Azure.Core;
using Azure.Core.Pipeline;

namespace TwilioFunctions.Core.Tests.Calls;

/// <summary>Counts what is asked of storage.</summary>
internal sealed class CountedRequests : HttpPipelinePolicy
{
    private int count;

    public int Count => count;

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Interlocked.Increment(ref count);
        return ProcessNextAsync(message, pipeline);
    }
}
