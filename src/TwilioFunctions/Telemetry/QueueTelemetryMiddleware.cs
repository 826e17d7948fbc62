using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Telemetry;
using TwilioFunctions.Messages;

namespace TwilioFunctions.Telemetry;

/// <summary>Goes on with the trace of the webhook that sent the message, and measures how long the message waited.</summary>
internal sealed class QueueTelemetryMiddleware(TimeProvider time) : IFunctionsWorkerMiddleware
{
    /// <inheritdoc />
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if ((!AppSpans.AreRecorded && !AppMetrics.WantsQueueLag) || context.FunctionDefinition.Queue() is not { } queue)
        {
            await next(context);
            return;
        }

        var envelope = context.Message().Envelope;
        if (WaitingSince(context.Tries(), context.InsertionTime(), envelope) is { } since)
            AppMetrics.Begun(queue, time.GetUtcNow() - since);
        using var span = AppSpans.StartMessage(queue, envelope, context.InvocationId, context.HostSpan());
        try
        {
            await next(context);
        }
        catch (Exception failure)
        {
            span.Failed(failure);
            throw;
        }
    }

    /// <summary>
    /// Null for a message that had to wait: for its next try, or as an attempt that is repeated. The queue tells when a message was sent
    /// in whole seconds; the webhook's time is finer, but older where the message was replayed or has failed for good.
    /// </summary>
    internal static DateTimeOffset? WaitingSince(int tries, DateTimeOffset? sentAt, Envelope? envelope)
    {
        if (tries > 1 || envelope?.Retry is not null)
            return null;
        return sentAt is null || envelope?.ReceivedAt > sentAt ? envelope?.ReceivedAt : sentAt;
    }
}
