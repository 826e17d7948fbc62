using Microsoft.Extensions.Logging;
using TwilioFunctions.Core.Deadlines;
using TwilioFunctions.Core.Json;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.EventStreams;

/// <summary>Makes the events of a verified webhook durable, under a deadline.</summary>
internal sealed partial class EventReceiver(MessageSender sender, TimeProvider time, ILogger<EventReceiver> logger)
{
    /// <summary>
    /// Event Streams gives up after 5 s and sends again; we answer before that.
    /// Source: https://www.twilio.com/docs/api/errors/91308
    /// </summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(4);

    private const int ConcurrentSends = 32;

    /// <summary>Queues every good event of <paramref name="batch"/>. Storage failures are an outcome, not an exception.</summary>
    /// <param name="batch">The body of a verified webhook.</param>
    /// <param name="accountSid">The account whose key signed it; events that name no account belong to it.</param>
    /// <param name="traceParent">The W3C trace context of the webhook.</param>
    /// <param name="cancellationToken">Ends the attempt before the <see cref="Timeout"/>.</param>
    public async Task<EventReceipt> ReceiveAsync(EventBatch batch, string? accountSid, string? traceParent, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        foreach (var test in batch.Events.Where(@event => @event.Type == EventTypes.SinkTest))
            LogSinkTest(test.Data.Member("test_id").Text() ?? "...");

        var queued = await QueueAsync(batch.Events, accountSid, traceParent, cancellationToken);
        var outcome = queued < batch.Events.Count || batch.TooLarge > 0 ? EventOutcome.Unavailable
            : batch.Malformed > 0 ? EventOutcome.Malformed
            : EventOutcome.Accepted;

        foreach (var problem in batch.Problems)
            LogProblem(problem.Location, problem.Detail);
        if (batch.TooLarge > 0)
            LogTooLarge(batch.TooLarge, MessageSender.MaxPayloadBytes);
        var first = batch.Events.Count > 0 ? batch.Events[0] : null;
        LogReceived(outcome, queued, batch.Events.Count + batch.Malformed + batch.TooLarge, first is null ? "none" : $"{first.Type} {first.Id}");
        return new EventReceipt(outcome, queued, batch.Malformed, batch.Problems);
    }

    /// <summary>How many are durable.</summary>
    private async Task<int> QueueAsync(IReadOnlyList<CloudEvent> events, string? accountSid, string? traceParent, CancellationToken cancellationToken)
    {
        var receivedAt = time.GetUtcNow();
        using var deadline = Deadline.After(Timeout, time, cancellationToken);
        var queued = 0;
        try
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = ConcurrentSends, CancellationToken = deadline.Token };
            await Parallel.ForEachAsync(Rotated(events, receivedAt), options, async (@event, token) =>
            {
                var queue = EventTypes.IsCallSummary(@event.Type) ? QueueNames.CallSummaries : QueueNames.CallEvents;
                await sender.SendAsync(queue, EnvelopeOf(@event, accountSid, receivedAt, traceParent), token);
                Interlocked.Increment(ref queued);
            });
        }
        catch (OperationCanceledException) when (deadline.HasPassed)
        {
            LogTimedOut(Timeout.TotalSeconds);
        }
        catch (Exception failure) when (StorageFault.Is(failure))
        {
            LogStorageFailed(failure.Message);
        }
        return queued;
    }

    /// <summary>
    /// Begins with another event each time: of a batch that is too large for the deadline, the tries that follow make the others
    /// durable, and not the first ones again.
    /// </summary>
    private static IEnumerable<CloudEvent> Rotated(IReadOnlyList<CloudEvent> events, DateTimeOffset receivedAt)
    {
        var start = events.Count == 0 ? 0 : (int)(receivedAt.UtcTicks / TimeSpan.TicksPerMillisecond % events.Count);
        return events.Skip(start).Concat(events.Take(start));
    }

    private static Envelope EnvelopeOf(CloudEvent @event, string? accountSid, DateTimeOffset receivedAt, string? traceParent) => new()
    {
        Id = @event.Id,
        Kind = EnvelopeKinds.Event,
        Type = @event.Type,
        AccountSid = @event.AccountSid ?? accountSid,
        CallSid = @event.CallSid,
        ReceivedAt = receivedAt,
        TraceParent = traceParent,
        Payload = @event.Json,
    };

    [LoggerMessage(EventId = 2001, Level = LogLevel.Information, Message = "Event Streams: {Outcome}, {Queued} of {Total} events queued; first: {First}")]
    private partial void LogReceived(EventOutcome outcome, int queued, int total, string first);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Warning, Message = "Event Streams: the sink's test event arrived. To validate the sink run: twilio api:events:v1:sinks:validate:create --sid DG... --test-id {TestId}")]
    private partial void LogSinkTest(string testId);

    [LoggerMessage(EventId = 2003, Level = LogLevel.Error, Message = "Event Streams: malformed at '{Location}': {Detail}. Twilio will not send it again.")]
    private partial void LogProblem(string location, string detail);

    [LoggerMessage(EventId = 2004, Level = LogLevel.Error, Message = "Event Streams: {Count} events are larger than {Limit} bytes and were not kept; answering 503 so that Twilio keeps them for now.")]
    private partial void LogTooLarge(int count, int limit);

    [LoggerMessage(EventId = 2005, Level = LogLevel.Error, Message = "Event Streams: storage did not take the events within {Seconds} s; answering 503 so that Twilio sends them again.")]
    private partial void LogTimedOut(double seconds);

    [LoggerMessage(EventId = 2006, Level = LogLevel.Error, Message = "Event Streams: storage refused the events; answering 503 so that Twilio sends them again. {Reason}")]
    private partial void LogStorageFailed(string reason);
}

/// <summary>What became of an Event Streams webhook; it decides what Twilio does next.</summary>
internal enum EventOutcome
{
    /// <summary>Every event is durable on a queue.</summary>
    Accepted,

    /// <summary>The body or some of its events are malformed. The good events are durable; the others will never be better.</summary>
    Malformed,

    /// <summary>Storage did not take everything in time, or an event is too large to keep: Twilio shall send it again.</summary>
    Unavailable,
}

/// <summary>What became of an Event Streams webhook.</summary>
/// <param name="Outcome">What to answer.</param>
/// <param name="Accepted">How many events are durable.</param>
/// <param name="Malformed">How many were malformed.</param>
/// <param name="Problems">What was wrong with the first of them, and where.</param>
internal sealed record EventReceipt(EventOutcome Outcome, int Accepted, int Malformed, IReadOnlyList<EventProblem> Problems);
