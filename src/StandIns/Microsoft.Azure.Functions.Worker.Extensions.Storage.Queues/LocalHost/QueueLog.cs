using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

internal sealed partial class QueueLog(string queue, ILogger logger)
{
    public void Unreachable(Exception error) => LogUnreachable(queue, ReasonOf(error));

    public void ReachableAgain() => LogReachableAgain(queue);

    public void Poisoned(string id, string poisonQueue, long dequeueCount) => LogPoisoned(id, queue, dequeueCount, poisonQueue);

    public void LeaseLost(string id) => LogLeaseLost(id, queue);

    public void NotRenewed(string id, Exception error) => LogNotRenewed(id, queue, error);

    public void NotCompleted(string id, Exception error) => LogNotCompleted(id, queue, error);

    public void Abandoned(int count) => LogAbandoned(count, queue);

    // Of several tries that failed, the first line of the first says it.
    private static string ReasonOf(Exception error) =>
        (error is AggregateException { InnerExceptions: [var first, ..] } ? first : error).GetBaseException().Message.Split('\n')[0].Trim();

    [LoggerMessage(1, LogLevel.Error, "The queue {Queue} cannot be reached, and is tried again until it can: {Reason}")]
    private partial void LogUnreachable(string queue, string reason);

    [LoggerMessage(2, LogLevel.Information, "The queue {Queue} can be reached again.")]
    private partial void LogReachableAgain(string queue);

    [LoggerMessage(3, LogLevel.Error, "Message {Id} of queue {Queue} has been moved to {PoisonQueue} after {DequeueCount} tries.")]
    private partial void LogPoisoned(string id, string queue, long dequeueCount, string poisonQueue);

    [LoggerMessage(4, LogLevel.Warning, "Message {Id} of queue {Queue} is leased to another by now, or gone.")]
    private partial void LogLeaseLost(string id, string queue);

    [LoggerMessage(5, LogLevel.Warning, "The lease of message {Id} of queue {Queue} could not be renewed.")]
    private partial void LogNotRenewed(string id, string queue, Exception error);

    [LoggerMessage(6, LogLevel.Error, "Message {Id} of queue {Queue} could not be settled: it comes back when its lease ends.")]
    private partial void LogNotCompleted(string id, string queue, Exception error);

    [LoggerMessage(7, LogLevel.Warning, "{Count} messages of queue {Queue} are still being worked on: they come back when their leases end.")]
    private partial void LogAbandoned(int count, string queue);
}
