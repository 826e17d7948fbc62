using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using TwilioFunctions.Core.EventStreams;
using TwilioFunctions.Signatures;

namespace TwilioFunctions.EventStreams;

/// <summary>A webhook Sink's request: each event names its account. The parsed body is left as a feature for the function.</summary>
internal sealed class EventStreamsWebhookAttribute : TwilioWebhookAttribute
{
    /// <inheritdoc />
    public override HttpStatusCode Refusal => HttpStatusCode.Unauthorized;

    /// <inheritdoc />
    public override IEnumerable<string> AccountSidsOf(FunctionContext context, HttpRequestData request, ReadOnlyMemory<byte> body)
    {
        ArgumentNullException.ThrowIfNull(context);
        var batch = EventBatch.Parse(body);
        context.Features.Set(batch);
        return batch.AccountSids;
    }
}

/// <summary>How the function gets at the parsed body.</summary>
internal static class EventBatchFeature
{
    public static EventBatch GetEventBatch(this FunctionContext context) =>
        context.Features.Get<EventBatch>()
        ?? throw new InvalidOperationException($"{context.FunctionDefinition.Name} receives events but carries no {nameof(EventStreamsWebhookAttribute)}.");
}
