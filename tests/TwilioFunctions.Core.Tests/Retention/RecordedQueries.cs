using System.Collections.Concurrent;
using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;

namespace TwilioFunctions.Core.Tests.Retention;

/// <summary>What is asked of storage, and how many rows it answers.</summary>
internal sealed class RecordedQueries : HttpPipelinePolicy
{
    private int requests;
    private int rows;

    public int Requests => requests;

    public int Rows => rows;

    public ConcurrentQueue<string> Queries { get; } = new();

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Interlocked.Increment(ref requests);
        await ProcessNextAsync(message, pipeline);
        if (message.Request.Method != RequestMethod.Get)
            return;
        Queries.Enqueue(Uri.UnescapeDataString(message.Request.Uri.Query.Replace('+', ' ')));
        using var answer = JsonDocument.Parse(message.Response.Content);
        Interlocked.Add(ref rows, answer.RootElement.GetProperty("value").GetArrayLength());
    }
}
