using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using TwilioFunctions.Core.DeadLetters;
using TwilioFunctions.Core.Messages;

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
        keeper.KeepAsync(queue, message, InsertionTimeOf(context) ?? time.GetUtcNow(), context.CancellationToken);

    /// <summary>The host gives times as JSON strings, quotes included.</summary>
    private static DateTimeOffset? InsertionTimeOf(FunctionContext context) =>
        context.BindingContext.BindingData.TryGetValue("InsertionTime", out var value)
        && DateTimeOffset.TryParse(Convert.ToString(value, CultureInfo.InvariantCulture)?.Trim('"'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;
}
