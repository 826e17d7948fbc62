using Microsoft.Azure.Functions.Worker;
using TwilioFunctions.Core.DeadLetters;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Messages;

namespace TwilioFunctions.DeadLetters;

/// <summary>Moves what failed for good from the poison queues to the list of dead letters.</summary>
public sealed class KeepDeadLetter(DeadLetterKeeper keeper, TimeProvider time)
{
    [Function("KeepCallSummaryDeadLetter")]
    public Task OfCallSummaries([QueueTrigger(QueueNames.CallSummariesPoison)] string message, FunctionContext context) =>
        KeepAsync(QueueNames.CallSummaries, message, context);

    [Function("KeepCallEventDeadLetter")]
    public Task OfCallEvents([QueueTrigger(QueueNames.CallEventsPoison)] string message, FunctionContext context) =>
        KeepAsync(QueueNames.CallEvents, message, context);

    [Function("KeepCallNotificationDeadLetter")]
    public Task OfCallNotifications([QueueTrigger(QueueNames.CallNotificationsPoison)] string message, FunctionContext context) =>
        KeepAsync(QueueNames.CallNotifications, message, context);

    private Task KeepAsync(string queue, string message, FunctionContext context) =>
        keeper.KeepAsync(queue, message, context.InsertionTime() ?? time.GetUtcNow(), context.CancellationToken);
}
