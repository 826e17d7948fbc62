using Microsoft.Azure.Functions.Worker;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Calls;

/// <summary>Keeps the call summary that knows most.</summary>
internal sealed class ProcessCallSummary(CallSummaryProcessor processor)
{
    [Function(nameof(ProcessCallSummary))]
    public Task Run([QueueTrigger(QueueNames.CallSummaries)] string message, FunctionContext context) =>
        processor.ProcessAsync(message, context.CancellationToken);
}
