using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Telemetry;

/// <summary>
/// Measures every queue and poison queue: how many messages it holds, and for how long the first that waits has been there. Messages
/// that are worked on or wait for their next try are counted, but not seen; a queue that holds no others has the age 0.
/// </summary>
internal sealed partial class QueueMeasurer(QueueServiceClient queues, TimeProvider time, ILogger<QueueMeasurer> logger)
{
    /// <summary>Measures all of them at once, with two requests a queue.</summary>
    /// <exception cref="RequestFailedException">Storage refused for one of them; the others are measured all the same.</exception>
    public Task MeasureAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(QueueNames.AllWithPoison.Select(queue => MeasureAsync(queue, cancellationToken)));

    private async Task MeasureAsync(string queue, CancellationToken cancellationToken)
    {
        var (messages, oldestAge) = await LookAsync(queues.GetQueueClient(queue), cancellationToken);
        AppMetrics.Holds(queue, messages, oldestAge);
        if (messages > 0)
            LogHolds(queue, messages, (long)oldestAge.TotalSeconds);
    }

    private async Task<(int Messages, TimeSpan OldestAge)> LookAsync(QueueClient queue, CancellationToken cancellationToken)
    {
        try
        {
            var properties = await queue.GetPropertiesAsync(cancellationToken);
            var peeked = await queue.PeekMessagesAsync(maxMessages: 1, cancellationToken);
            var age = peeked.Value is [{ InsertedOn: { } sentAt }] ? time.GetUtcNow() - sentAt : TimeSpan.Zero;
            // The queue's clock is another one.
            return (properties.Value.ApproximateMessagesCount, age > TimeSpan.Zero ? age : TimeSpan.Zero);
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            // The host makes a poison queue with the first message that it puts there.
            return (0, TimeSpan.Zero);
        }
    }

    [LoggerMessage(EventId = 7101, Level = LogLevel.Information, Message = "Queue {Queue} holds {Messages} messages, the oldest for {OldestAge} s")]
    private partial void LogHolds(string queue, int messages, long oldestAge);
}
