using Microsoft.Azure.Functions.Worker;
using TwilioFunctions.Core.CallNotifications;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.CallNotifications;

/// <summary>Rings every device of the callee.</summary>
internal sealed class DispatchCallNotification(CallNotificationDispatcher dispatcher)
{
    [Function(nameof(DispatchCallNotification))]
    public Task Run([QueueTrigger(QueueNames.CallNotifications)] string message, FunctionContext context) =>
        dispatcher.DispatchAsync(message, context.CancellationToken);
}
