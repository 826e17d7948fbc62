using Azure.Core;

namespace Azure.Storage.Queues.Rest;

/// <summary>Storage asks to try again by error code too, whatever the status.</summary>
internal sealed class QueueResponseClassifier : ResponseClassifier
{
    public override bool IsRetriableResponse(HttpMessage message) =>
        base.IsRetriableResponse(message) ||
        (message.Response.Headers.TryGetValue("x-ms-error-code", out var code) &&
            code is "InternalError" or "OperationTimedOut" or "ServerBusy");
}
