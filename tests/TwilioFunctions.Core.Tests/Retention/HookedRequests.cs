using Azure.Core;
using Azure.Core.Pipeline;

namespace TwilioFunctions.Core.Tests.Retention;

/// <summary>Numbers what is asked of storage from one, and does something before each request.</summary>
internal sealed class HookedRequests(Func<int, Task> before) : HttpPipelinePolicy
{
    private int count;

    public int Count => count;

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await before(Interlocked.Increment(ref count));
        await ProcessNextAsync(message, pipeline);
    }
}
