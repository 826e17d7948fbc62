using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Channels;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.CallNotifications;

/// <summary>
/// Brings a message of queue <c>call-notifications</c> to every device of the callee at once, or, when it is a retry, to the one that
/// it names. Whoever the call's record says is settled is left alone, so that a message that comes again rings nobody twice; and of
/// copies that are here at the same moment, the one that has claimed the notification rings, and the others look again later.
/// </summary>
internal sealed partial class CallNotificationDispatcher(
    MessageReader reader,
    ICalleeBindings bindings,
    INotificationClaims claims,
    IDeliveryAttempts attempts,
    DeliveryExecutor executor,
    MessageSender messages,
    ICallList calls,
    IOptions<CallNotificationOptions> options,
    TimeProvider time,
    ILogger<CallNotificationDispatcher> logger)
{
    // For what comes after an attempt: its record, and the message of the next.
    private static readonly TimeSpan ClaimMargin = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PauseOfCopies = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Returns once every attempt is over and recorded, and its retry queued; a copy of a message that another dispatch is at is back
    /// on the queue then. A notification that is too old is recorded as expired.
    /// </summary>
    /// <exception cref="InvalidDataException">The message is not a call notification; it will never be one.</exception>
    /// <exception cref="AggregateException">Several attempts ended in faults; a single one is thrown as it is. All others are settled.</exception>
    public async Task DispatchAsync(QueueMessage message, CancellationToken cancellationToken)
    {
        var envelope = await reader.ReadAsync(message, cancellationToken);
        var notification = NotificationOf(envelope);
        var claim = new NotificationClaim(notification.CallSid, notification.MessageId, Guid.NewGuid().ToString("n")) { Retry = envelope.Retry };
        var held = new ConcurrentQueue<NotificationClaim>([claim]);
        try
        {
            await DispatchAsync(envelope, notification, claim, held, cancellationToken);
        }
        catch
        {
            foreach (var own in held)
                await ReleaseAsync(own);
            throw;
        }
    }

    private async Task DispatchAsync(Envelope envelope, CallNotification notification, NotificationClaim claim, ConcurrentQueue<NotificationClaim> held, CancellationToken cancellationToken)
    {
        var claiming = claims.TryClaimAsync(claim, cancellationToken);
        var finding = FindBindingsAsync(notification, envelope.Retry, cancellationToken);
        await Task.WhenAll(claiming, finding);

        var found = await finding;
        // Nothing is recorded of what nobody has claimed before, so the phone need not wait for a look.
        var isFirst = await claiming;
        var isMine = isFirst || await claims.TryTakeOverAsync(claim, LongestDispatch(found.Count), cancellationToken);
        // Read after it is known who rings: what was read before may lack what the other has done since. The record of a retry whose binding
        // is gone names the channel.
        var needsHistory = !isFirst || (envelope.Retry is not null && found.Count == 0);
        var made = !needsHistory ? [] : await attempts.FindAsync(notification.CallSid, notification.MessageId, envelope.Retry?.BindingId, cancellationToken);
        var history = new AttemptHistory(made);
        var expiresAt = envelope.ReceivedAt + options.Value.TimeToLive;
        // Two bindings of the same address are one device, registered twice.
        var pending = found
            .DistinctBy(binding => binding.Address)
            .Select(binding => (Binding: binding, Number: history.NextOf(binding.BindingId, envelope.Retry?.Attempt ?? 1)))
            .Where(attempt => attempt.Number is not null)
            .Select(attempt => new PendingAttempt(new Delivery(notification, attempt.Binding, expiresAt), attempt.Number!.Value))
            .ToList();
        if (!isMine && pending.Count > 0)
        {
            LogClaimed(notification.MessageId, notification.CallSid, pending.Count);
            await messages.SendAsync(QueueNames.CallNotifications, envelope.ToSendAgain(), PauseOfCopies, cancellationToken);
            return;
        }

        pending = await ClaimedAsync(pending, claim, held, cancellationToken);
        LogDispatching(notification.MessageId, notification.CallSid, notification.Identity, pending.Count, found.Count);
        var foregone = found.Count > 0 ? [] : Lost(notification, envelope.Retry, history);
        await executor.RunAsync(pending, foregone, envelope, notification.CallSid, cancellationToken);

        // Attempts are written with the call's list entry. Where there are none, the run before may have died between the two.
        if (pending.Count + foregone.Count == 0)
            await calls.RefreshAsync(notification.CallSid, cancellationToken);
    }

    /// <summary>
    /// Returns the attempts that this dispatch may make. A notification that comes again makes second attempts, whose retry message
    /// may be on the queue as well: the response to its enqueue was lost.
    /// </summary>
    private async Task<List<PendingAttempt>> ClaimedAsync(
        List<PendingAttempt> pending, NotificationClaim claim, ConcurrentQueue<NotificationClaim> held, CancellationToken cancellationToken)
    {
        var claimed = await Task.WhenAll(pending.Select(async attempt =>
        {
            if (attempt.Number == (claim.Retry?.Attempt ?? 1))
                return true;
            var own = claim with { Retry = new BindingRetry(attempt.Delivery.Binding.BindingId, attempt.Number) };
            held.Enqueue(own);
            return await claims.TryClaimAsync(own, cancellationToken) || await claims.TryTakeOverAsync(own, LongestDispatch(pending.Count), cancellationToken);
        }));
        return [.. pending.Zip(claimed).Where(pair => pair.Second).Select(pair => pair.First)];
    }

    /// <summary>How old the claim of a dispatch is that is not at it any more: it makes so many attempts at once, and none when the phone rings no more.</summary>
    private TimeSpan LongestDispatch(int bindingCount)
    {
        var rounds = Math.Max(1, Math.Ceiling((double)bindingCount / options.Value.MaxConcurrency));
        var attempting = options.Value.AttemptTimeout * rounds;
        return (attempting < options.Value.TimeToLive ? attempting : options.Value.TimeToLive) + ClaimMargin;
    }

    /// <summary>The message comes again, and must not wait for its own claim.</summary>
    private async Task ReleaseAsync(NotificationClaim claim)
    {
        try
        {
            await claims.ReleaseAsync(claim, CancellationToken.None);
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            // What made the dispatch fail is thrown instead; the claim grows too old by itself.
            LogNotReleased(fault, claim.MessageId, claim.CallSid);
        }
    }

    private static CallNotification NotificationOf(Envelope envelope)
    {
        var body = CallNotificationBody.Parse(Encoding.UTF8.GetBytes(envelope.Payload!));
        return body.Notification is { } notification
            ? notification with { AccountSid = envelope.AccountSid ?? notification.AccountSid }
            : throw new InvalidDataException($"Not a call notification: {body.Problem?.Detail ?? "it is too large"} (at '{body.Problem?.Location}').");
    }

    private async Task<IReadOnlyList<ClientBinding>> FindBindingsAsync(CallNotification notification, BindingRetry? retry, CancellationToken cancellationToken)
    {
        if (retry is null)
            return await bindings.FindAsync(notification.AccountSid, notification.Identity, cancellationToken);
        return await bindings.FindAsync(notification.AccountSid, notification.Identity, retry.BindingId, cancellationToken) is { } binding ? [binding] : [];
    }

    /// <summary>What is to be recorded of a retry whose binding somebody has deleted.</summary>
    private IReadOnlyList<DeliveryAttempt> Lost(CallNotification notification, BindingRetry? retry, AttemptHistory history)
    {
        if (retry is null || history.NextOf(retry.BindingId, retry.Attempt) is not { } number)
            return [];
        return
        [
            new DeliveryAttempt
            {
                MessageId = notification.MessageId,
                AccountSid = notification.AccountSid,
                From = notification.From,
                Identity = notification.Identity,
                BindingId = retry.BindingId,
                Channel = history.ChannelOf(retry.BindingId) ?? "",
                Attempt = number,
                Outcome = DeliveryOutcome.Gone,
                Reason = "the binding was deleted meanwhile",
                Time = time.GetUtcNow(),
            },
        ];
    }

    [LoggerMessage(EventId = 5155, Level = LogLevel.Information, Message = "Call notification {MessageId} of call {CallSid}: another copy of the message is at it, and {Pending} bindings are not settled yet; this one comes again")]
    private partial void LogClaimed(string messageId, string callSid, int pending);

    [LoggerMessage(EventId = 5156, Level = LogLevel.Warning, Message = "Call notification {MessageId} of call {CallSid}: the claim could not be given back; the message waits until it is too old")]
    private partial void LogNotReleased(Exception fault, string messageId, string callSid);

    [LoggerMessage(EventId = 5154, Level = LogLevel.Debug, Message = "Call notification {MessageId} of call {CallSid} for {Identity}: {Pending} attempts to make, {Bindings} bindings")]
    private partial void LogDispatching(string messageId, string callSid, string identity, int pending, int bindings);
}
