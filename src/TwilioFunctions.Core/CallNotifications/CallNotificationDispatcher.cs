using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.CallNotifications;

/// <summary>
/// Brings a message of queue <c>call-notifications</c> to every device of the callee at once, or, when it is a retry, to the one that
/// it names. Whoever the call's record says is settled is left alone, so that a message that comes again rings nobody twice; and of
/// copies that are here at the same moment, the one that has claimed the notification rings, and the others look again later.
/// </summary>
public sealed partial class CallNotificationDispatcher(
    MessageReader reader,
    ICalleeBindings bindings,
    INotificationClaims claims,
    IDeliveryAttempts attempts,
    AttemptRunner runner,
    MessageSender messages,
    ICallIndexer indexer,
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
    public async Task DispatchAsync(string message, CancellationToken cancellationToken)
    {
        var envelope = await reader.ReadAsync(message, cancellationToken);
        var notification = NotificationOf(envelope);
        // A retry is a binding's own message, which only whoever held the claim has put on the queue.
        if (envelope.Retry is not null)
        {
            await DispatchAsync(envelope, notification, claim: null, cancellationToken);
            return;
        }

        var claim = new NotificationClaim(notification.CallSid, notification.MessageId, Guid.NewGuid().ToString("n"));
        try
        {
            await DispatchAsync(envelope, notification, claim, cancellationToken);
        }
        catch
        {
            await ReleaseAsync(claim);
            throw;
        }
    }

    private async Task DispatchAsync(Envelope envelope, CallNotification notification, NotificationClaim? claim, CancellationToken cancellationToken)
    {
        var claiming = claim is null ? Task.FromResult(false) : claims.TryClaimAsync(claim, cancellationToken);
        var finding = FindBindingsAsync(notification, envelope.Retry, cancellationToken);
        await Task.WhenAll(claiming, finding);

        var found = await finding;
        // Nobody has dispatched a notification that nobody has claimed: nothing is recorded of it, and the phone need not wait for a look.
        var isFirst = await claiming;
        var isMine = isFirst || claim is null || await claims.TryTakeOverAsync(claim, LongestDispatch(found.Count), cancellationToken);
        // Read after it is known who rings: what was read before may lack what the other has done since.
        var made = isFirst ? [] : await attempts.FindAsync(notification.CallSid, notification.MessageId, envelope.Retry?.BindingId, cancellationToken);
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

        LogDispatching(notification.MessageId, notification.CallSid, notification.Identity, pending.Count, found.Count);
        await runner.RunAsync(pending, found.Count > 0 ? [] : Lost(notification, envelope.Retry, history), envelope, notification.CallSid, cancellationToken);

        // Once a call, and when everybody is rung: nothing that a list shows comes with a retry.
        if (isFirst)
            await indexer.AddAsync(ListingOf(notification, envelope.ReceivedAt), cancellationToken);
        else if (claim is not null)
            await indexer.RefreshAsync(notification.CallSid, notification.AccountSid, again: true, cancellationToken);
    }

    private static CallListing ListingOf(CallNotification notification, DateTimeOffset receivedAt) => new()
    {
        CallSid = notification.CallSid,
        AccountSid = notification.AccountSid,
        To = $"client:{notification.Identity}",
        StartTime = receivedAt,
    };

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
