using Microsoft.Azure.Functions.Worker;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Calls;

/// <summary>Keeps callbacks, and every event that is no summary, with their calls.</summary>
internal sealed class RecordCallEvent(CallEventProcessor processor)
{
    [Function(nameof(RecordCallEvent))]
    public Task Run([QueueTrigger(QueueNames.CallEvents)] string message, FunctionContext context) =>
        processor.ProcessAsync(message, context.CancellationToken);
}
