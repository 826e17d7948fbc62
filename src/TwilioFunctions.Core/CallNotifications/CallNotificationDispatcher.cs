using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Messages;

namespace TwilioFunctions.Core.CallNotifications;

/// <summary>
/// Brings a message of queue <c>call-notifications</c> to every device of the callee at once, or, when it is a retry, to the one that
/// it names. Whoever the call's record says is settled is left alone, so that a message that comes again rings nobody twice.
/// </summary>
public sealed partial class CallNotificationDispatcher(
    MessageReader reader,
    ICalleeBindings bindings,
    IDeliveryAttempts attempts,
    AttemptRunner runner,
    ICallIndexer indexer,
    IOptions<CallNotificationOptions> options,
    TimeProvider time,
    ILogger<CallNotificationDispatcher> logger)
{
    /// <summary>Returns once every attempt is over and recorded, and its retry queued. A notification that is too old is recorded as expired.</summary>
    /// <exception cref="InvalidDataException">The message is not a call notification; it will never be one.</exception>
    /// <exception cref="AggregateException">Several attempts ended in faults; a single one is thrown as it is. All others are settled.</exception>
    public async Task DispatchAsync(string message, CancellationToken cancellationToken)
    {
        var envelope = await reader.ReadAsync(message, cancellationToken);
        var notification = NotificationOf(envelope);
        var finding = FindBindingsAsync(notification, envelope.Retry, cancellationToken);
        var reading = attempts.FindAsync(notification.CallSid, notification.MessageId, envelope.Retry?.BindingId, cancellationToken);
        await Task.WhenAll(finding, reading);

        var found = await finding;
        var history = new AttemptHistory(await reading);
        var expiresAt = envelope.ReceivedAt + options.Value.TimeToLive;
        // Two bindings of the same address are one device, registered twice.
        var pending = found
            .DistinctBy(binding => binding.Address)
            .Select(binding => (Binding: binding, Number: history.NextOf(binding.BindingId, envelope.Retry?.Attempt ?? 1)))
            .Where(attempt => attempt.Number is not null)
            .Select(attempt => new PendingAttempt(new Delivery(notification, attempt.Binding, expiresAt), attempt.Number!.Value))
            .ToList();
        LogDispatching(notification.MessageId, notification.CallSid, notification.Identity, pending.Count, found.Count);
        await runner.RunAsync(pending, found.Count > 0 ? [] : Lost(notification, envelope.Retry, history), envelope, notification.CallSid, cancellationToken);

        // Once a call, and when everybody is rung: nothing that a list shows comes with a retry.
        if (envelope.Retry is null)
            await indexer.RefreshAsync(notification.CallSid, notification.AccountSid, again: true, cancellationToken);
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

    [LoggerMessage(EventId = 5154, Level = LogLevel.Debug, Message = "Call notification {MessageId} of call {CallSid} for {Identity}: {Pending} attempts to make, {Bindings} bindings")]
    private partial void LogDispatching(string messageId, string callSid, string identity, int pending, int bindings);
}
