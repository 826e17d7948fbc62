using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Telemetry;

namespace TwilioFunctions.Core.CallNotifications;

/// <summary>
/// Makes the attempts of a message at once, as many as <see cref="CallNotificationOptions.MaxConcurrency"/> allows, and has each
/// recorded when it is over.
/// </summary>
internal sealed partial class AttemptRunner(
    BindingNotifier notifier, DeliveryAttemptRecorder recorder, IOptions<CallNotificationOptions> options, TimeProvider time, ILogger<AttemptRunner> logger)
{
    /// <summary>Returns once every attempt is over and recorded, and its retry queued.</summary>
    /// <param name="pending">The attempts to make.</param>
    /// <param name="foregone">What is to be recorded without an attempt.</param>
    /// <param name="envelope">The message, with its payload.</param>
    /// <param name="callSid">The call whose record keeps the attempts.</param>
    /// <param name="cancellationToken">Ends the attempts; what is over is recorded all the same.</param>
    /// <exception cref="AggregateException">Several attempts ended in faults; a single one is thrown as it is. All others are settled.</exception>
    public async Task RunAsync(
        IReadOnlyList<PendingAttempt> pending, IReadOnlyList<DeliveryAttempt> foregone, Envelope envelope, string callSid, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(foregone);
        var made = Channel.CreateUnbounded<DeliveryAttempt>(new UnboundedChannelOptions { SingleReader = true });
        var faults = new ConcurrentQueue<Exception>();
        var recording = recorder.RecordAsync(callSid, made.Reader);
        try
        {
            foreach (var attempt in foregone)
                made.Writer.TryWrite(attempt);
            var together = new ParallelOptions { MaxDegreeOfParallelism = options.Value.MaxConcurrency, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(pending, together, async (attempt, token) =>
                made.Writer.TryWrite(await TracedAsync(attempt, envelope, faults, token)));
        }
        finally
        {
            made.Writer.Complete();
            await recording;
        }

        if (faults.Count == 1)
            ExceptionDispatchInfo.Throw(faults.Single());
        if (!faults.IsEmpty)
            throw new AggregateException(faults);
    }

    private async Task<DeliveryAttempt> TracedAsync(PendingAttempt pending, Envelope envelope, ConcurrentQueue<Exception> faults, CancellationToken cancellationToken)
    {
        using var span = AppSpans.StartAttempt(
            pending.Delivery.Binding.Address.Channel, pending.Number, pending.Delivery.Notification.CallSid, pending.Delivery.Notification.MessageId);
        var attempt = await AttemptAsync(pending, envelope, faults, cancellationToken);
        span.Over(attempt.Outcome.Name(), failed: attempt.Outcome is not (DeliveryOutcome.Delivered or DeliveryOutcome.Gone));
        AppMetrics.Attempted(attempt.Channel, attempt.Outcome.Name());
        if (attempt.Outcome == DeliveryOutcome.Delivered)
            AppMetrics.Rang(attempt.Channel, attempt.Time + attempt.Duration - envelope.ReceivedAt);
        return attempt;
    }

    /// <summary>
    /// A fault, of ours or of the queue that a retry goes to, must not keep the other phones from ringing nor ring them again: it is
    /// recorded without a next attempt and thrown when all are settled, so that the message comes again for this binding alone.
    /// </summary>
    private async Task<DeliveryAttempt> AttemptAsync(PendingAttempt pending, Envelope envelope, ConcurrentQueue<Exception> faults, CancellationToken cancellationToken)
    {
        var startedAt = time.GetUtcNow();
        try
        {
            return await notifier.NotifyAsync(pending, envelope, cancellationToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            LogFault(fault, envelope.Id, pending.Delivery.Binding.BindingId, pending.Delivery.Binding.Address.Channel);
            faults.Enqueue(fault);
            return pending.Over(DeliveryOutcome.Retry, $"{fault.GetType().Name}; the message is tried again", startedAt, time.GetUtcNow());
        }
    }

    [LoggerMessage(EventId = 5153, Level = LogLevel.Error, Message = "Call notification {MessageId}, binding {BindingId} over {Channel}: a fault; the message is tried again for this binding")]
    private partial void LogFault(Exception fault, string messageId, string bindingId, string channel);
}
