using Microsoft.Azure.Functions.Worker;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Storage;
using TwilioFunctions.Messages;

namespace TwilioFunctions.Calls;

/// <summary>Processes the queues that the records of calls are made from.</summary>
public sealed class CallQueueFunctions
{
    private readonly CallSummaryProcessor summaries;
    private readonly CallEventProcessor events;

    internal CallQueueFunctions(CallSummaryProcessor summaries, CallEventProcessor events) =>
        (this.summaries, this.events) = (summaries, events);

    /// <summary>Stores the call summary with the highest stage.</summary>
    [Function(nameof(ProcessCallSummary))]
    public Task ProcessCallSummary([QueueTrigger(QueueNames.CallSummaries)] string message, FunctionContext context) =>
        summaries.ProcessAsync(context.Message(), context.CancellationToken);

    /// <summary>Stores callbacks, and events other than summaries, with their calls.</summary>
    [Function(nameof(RecordCallEvent))]
    public Task RecordCallEvent([QueueTrigger(QueueNames.CallEvents)] string message, FunctionContext context) =>
        events.ProcessAsync(context.Message(), context.CancellationToken);
}
