using Microsoft.Azure.Functions.Worker;
using TwilioFunctions.Core.CallNotifications;
using TwilioFunctions.Core.Messages;

namespace TwilioFunctions.CallNotifications;

/// <summary>Rings every device of the callee.</summary>
public sealed class DispatchCallNotification(CallNotificationDispatcher dispatcher)
{
    [Function(nameof(DispatchCallNotification))]
    public Task Run([QueueTrigger(QueueNames.CallNotifications)] string message, FunctionContext context) =>
        dispatcher.DispatchAsync(message, context.CancellationToken);
}
