using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Channels;
using TwilioFunctions.Core.Deadlines;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Storage;
using TwilioFunctions.Core.Telemetry;

namespace TwilioFunctions.Core.CallNotifications;

/// <summary>
/// Makes the attempts of a message in parallel. Each attempt has the same stages: send over the binding's channel, act on the result
/// (delete the binding, queue a retry), count it, record it.
/// </summary>
internal sealed partial class DeliveryExecutor(
    NotificationChannels channels,
    ICalleeBindings bindings,
    MessageSender messages,
    DeliveryAttemptRecorder recorder,
    IOptions<CallNotificationOptions> options,
    TimeProvider time,
    ILogger<DeliveryExecutor> logger)
{
    private static readonly TimeSpan MinRetryDelay = TimeSpan.FromSeconds(1);

    /// <summary>Returns when every attempt is recorded and its retry is queued.</summary>
    /// <param name="pending">The attempts to make, up to <see cref="CallNotificationOptions.MaxConcurrency"/> at a time.</param>
    /// <param name="recordOnly">Outcomes to record without an attempt.</param>
    /// <param name="envelope">The message, with its payload.</param>
    /// <param name="callSid">The call whose record the attempts belong to.</param>
    /// <param name="cancellationToken">Cancels the attempts; finished attempts are still recorded.</param>
    /// <exception cref="AggregateException">Several attempts threw; a single exception is rethrown as it is. All other attempts are recorded.</exception>
    public async Task RunAsync(
        IReadOnlyList<PendingAttempt> pending, IReadOnlyList<DeliveryAttempt> recordOnly, Envelope envelope, string callSid, CancellationToken cancellationToken)
    {
        var made = Channel.CreateUnbounded<DeliveryAttempt>(new UnboundedChannelOptions { SingleReader = true });
        var faults = new ConcurrentQueue<Exception>();
        var recording = recorder.RecordAsync(callSid, made.Reader);
        try
        {
            foreach (var attempt in recordOnly)
                made.Writer.TryWrite(attempt);
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Value.MaxConcurrency, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(pending, parallel, async (attempt, token) =>
                made.Writer.TryWrite(await AttemptAsync(attempt, envelope, faults, token)));
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

    /// <summary>Makes one attempt: send, act on the result, count.</summary>
    private async Task<DeliveryAttempt> AttemptAsync(PendingAttempt pending, Envelope envelope, ConcurrentQueue<Exception> faults, CancellationToken cancellationToken)
    {
        var (notification, binding, _) = pending.Delivery;
        using var span = AppSpans.StartAttempt(binding.Address.Channel, pending.Number, notification.CallSid, notification.MessageId);
        var startedAt = time.GetUtcNow();
        DeliveryAttempt attempt;
        try
        {
            var result = await SendAsync(pending.Delivery, cancellationToken);
            attempt = await ActOnAsync(result, pending.Over(result.Outcome, result.Reason, startedAt, time.GetUtcNow()), pending, envelope, cancellationToken);
        }
        catch (Exception ex) when (ex is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // The other devices must ring, and must not ring twice. So the exception is rethrown when all attempts are recorded. This one is
            // recorded without a next attempt, so that the message, when it comes again, is for this binding alone.
            LogFault(ex, envelope.Id, binding.BindingId, binding.Address.Channel);
            faults.Enqueue(ex);
            attempt = pending.Over(DeliveryOutcome.Retry, $"{ex.GetType().Name}; the message is tried again", startedAt, time.GetUtcNow());
        }

        span.Over(attempt.Outcome.Name(), failed: attempt.Outcome is not (DeliveryOutcome.Delivered or DeliveryOutcome.Gone));
        AppMetrics.Attempted(attempt.Channel, attempt.Outcome.Name());
        if (attempt.Outcome == DeliveryOutcome.Delivered)
            AppMetrics.Rang(attempt.Channel, attempt.Time + attempt.Duration - envelope.ReceivedAt);
        return attempt;
    }

    /// <summary>Sends over the binding's channel, with a timeout. A timeout and a lost connection are results, not exceptions.</summary>
    private async Task<DeliveryResult> SendAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var left = delivery.ExpiresAt - time.GetUtcNow();
        if (left <= TimeSpan.Zero)
            return new DeliveryResult(DeliveryOutcome.Expired, "the phone rings no more");

        var name = delivery.Binding.Address.Channel;
        if (channels.Find(name) is not { } channel)
            return DeliveryResult.Rejected($"The app has no channel {name}.");
        if (channel.MissingSetting is { } sentence)
            return DeliveryResult.Rejected(sentence);

        var timeout = left < options.Value.AttemptTimeout ? left : options.Value.AttemptTimeout;
        using var deadline = Deadline.After(timeout, time, cancellationToken);
        try
        {
            return await channel.SendAsync(delivery, deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return DeliveryResult.Retry($"no answer within {timeout.TotalSeconds:0.#} s");
        }
        catch (Exception ex) when (ex is HttpRequestException or IOException)
        {
            return DeliveryResult.Retry($"no connection: {ex.Message}");
        }
    }

    /// <summary>Deletes a binding that is gone; queues a retry for this binding alone. Returns the attempt as it is to be recorded.</summary>
    private async Task<DeliveryAttempt> ActOnAsync(
        DeliveryResult result, DeliveryAttempt attempt, PendingAttempt pending, Envelope envelope, CancellationToken cancellationToken) => result.Outcome switch
        {
            DeliveryOutcome.Gone => attempt with { Reason = $"{result.Reason}; {await DeleteAsync(pending.Delivery.Binding, result.GoneSince, cancellationToken)}" },
            DeliveryOutcome.Retry => await RetryAsync(attempt, RetryDelay(pending.Number, result.RetryAfter), pending.Delivery.ExpiresAt, envelope, cancellationToken),
            _ => attempt,
        };

    private async Task<DeliveryAttempt> RetryAsync(
        DeliveryAttempt attempt, TimeSpan delay, DateTimeOffset expiresAt, Envelope envelope, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var left = expiresAt - now;
        if (delay < left)
            delay = TimeSpan.FromSeconds(Math.Ceiling(delay.TotalSeconds));
        if (delay >= left)
            return attempt with { Outcome = DeliveryOutcome.Expired, Reason = $"{attempt.Reason}; the phone rings no more when it could be tried again" };

        var retry = envelope.ToSendAgain() with { Retry = new BindingRetry(attempt.BindingId, attempt.Attempt + 1) };
        await messages.SendAsync(QueueNames.CallNotifications, retry, delay, cancellationToken);
        return attempt with { NextAttemptAt = now + delay };
    }

    /// <summary>Returns the delay that the push service named, else 1, 2, 4, … seconds. It is never below <see cref="MinRetryDelay"/>.</summary>
    private static TimeSpan RetryDelay(int number, TimeSpan? retryAfter)
    {
        var delay = retryAfter ?? TimeSpan.FromSeconds(Math.Pow(2, Math.Min(number - 1, 10)));
        return delay < MinRetryDelay ? MinRetryDelay : delay;
    }

    /// <summary>Deletes the binding, and returns the outcome as text for the record.</summary>
    private async Task<string> DeleteAsync(ClientBinding binding, DateTimeOffset? goneSince, CancellationToken cancellationToken)
    {
        if (goneSince < binding.UpdatedAt)
            return "the binding was renewed since and stays";
        try
        {
            return await bindings.DeleteUnlessRenewedAsync(binding, cancellationToken)
                ? "the binding is deleted"
                : "the binding was renewed or deleted meanwhile";
        }
        catch (Exception ex) when (StorageFault.Is(ex))
        {
            // Not worth ringing the other devices again: the next call gets the same result.
            return $"the binding could not be deleted: {ex.Message}";
        }
    }

    [LoggerMessage(EventId = 5153, Level = LogLevel.Error, Message = "Call notification {MessageId}, binding {BindingId} over {Channel}: a fault; the message is tried again for this binding")]
    private partial void LogFault(Exception exception, string messageId, string bindingId, string channel);
}
