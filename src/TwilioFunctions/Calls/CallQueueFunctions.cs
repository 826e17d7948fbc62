using Microsoft.Azure.Functions.Worker;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Storage;
using TwilioFunctions.Messages;

namespace TwilioFunctions.Calls;

/// <summary>Processes the queues that the records of calls are made from.</summary>
internal sealed class CallQueueFunctions(CallSummaryProcessor summaries, CallEventProcessor events)
{
    /// <summary>Stores the call summary with the highest stage.</summary>
    [Function(nameof(ProcessCallSummary))]
    public Task ProcessCallSummary([QueueTrigger(QueueNames.CallSummaries)] string message, FunctionContext context) =>
        summaries.ProcessAsync(context.Message(), context.CancellationToken);

    /// <summary>Stores callbacks, and events other than summaries, with their calls.</summary>
    [Function(nameof(RecordCallEvent))]
    public Task RecordCallEvent([QueueTrigger(QueueNames.CallEvents)] string message, FunctionContext context) =>
        events.ProcessAsync(context.Message(), context.CancellationToken);
}
