using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Channels;
using TwilioFunctions.Core.Deadlines;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Core.Storage;
using TwilioFunctions.Core.Telemetry;

namespace TwilioFunctions.Core.CallNotifications;

/// <summary>Makes the notification of a verified webhook durable, under a deadline, if anybody is there to ring.</summary>
internal sealed partial class CallNotificationReceiver(
    ICalleeBindings bindings, MessageSender sender, IOptions<TwilioOptions> twilio, TimeProvider time, ILogger<CallNotificationReceiver> logger)
{
    /// <summary>Covers the lookup and the queue. Twilio does not say how long it waits; the caller hears it ring meanwhile.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(4);

    /// <summary>Queues the notification. Storage failures are an outcome, not an exception.</summary>
    /// <param name="body">The body of a verified webhook.</param>
    /// <param name="traceParent">The W3C trace context of the webhook.</param>
    /// <param name="cancellationToken">Ends the attempt before the <see cref="Timeout"/>.</param>
    public async Task<CallNotificationOutcome> ReceiveAsync(CallNotificationBody body, string? traceParent, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (body.Notification is not { } notification)
        {
            var (refusal, detail) = body.IsTooLarge
                ? (CallNotificationOutcome.Unavailable, $"the body is larger than {MessageSender.MaxPayloadBytes} bytes")
                : (CallNotificationOutcome.Malformed, $"'{body.Problem?.Location}': {body.Problem?.Detail}");
            LogRefused(refusal, detail);
            return refusal;
        }

        var (outcome, failure) = await QueueAsync(notification, traceParent, cancellationToken);
        var level = LevelOf(outcome);
        LogReceived(level, notification.MessageId, notification.CallSid, notification.Identity, outcome, failure is null ? "" : $", {failure}");
        return outcome;
    }

    private async Task<(CallNotificationOutcome Outcome, string? Failure)> QueueAsync(
        CallNotification notification, string? traceParent, CancellationToken cancellationToken)
    {
        var receivedAt = time.GetUtcNow();
        using var deadline = Deadline.After(Timeout, time, cancellationToken);
        try
        {
            // Bindings are kept under the account as it is configured, whatever the case of the SID in the body.
            var accountSid = twilio.Value.FindAccount(notification.AccountSid)?.AccountSid ?? notification.AccountSid;
            if (!await bindings.AnyAsync(accountSid, notification.Identity, deadline.Token))
                return (CallNotificationOutcome.NoBinding, null);

            var envelope = new Envelope
            {
                Id = notification.MessageId,
                Kind = EnvelopeKinds.CallNotification,
                Type = EnvelopeKinds.CallNotification,
                AccountSid = accountSid,
                CallSid = notification.CallSid,
                ReceivedAt = receivedAt,
                TraceParent = traceParent,
                Payload = notification.Json,
            };
            AppSpans.Became(envelope);
            await sender.SendAsync(QueueNames.CallNotifications, envelope, deadline.Token);
            return (CallNotificationOutcome.Queued, null);
        }
        catch (OperationCanceledException) when (deadline.HasPassed)
        {
            return (CallNotificationOutcome.Unavailable, $"storage did not answer within {Timeout.TotalSeconds} s");
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            return (CallNotificationOutcome.Unavailable, fault.Message);
        }
    }

    private static LogLevel LevelOf(CallNotificationOutcome outcome) => outcome switch
    {
        CallNotificationOutcome.Queued => LogLevel.Information,
        CallNotificationOutcome.NoBinding => LogLevel.Warning,
        _ => LogLevel.Error,
    };

    [LoggerMessage(EventId = 5101, Message = "Call notification {MessageId} of call {CallSid} for {Identity}: {Outcome}{Failure}")]
    private partial void LogReceived(LogLevel level, string messageId, string callSid, string identity, CallNotificationOutcome outcome, string failure);

    [LoggerMessage(EventId = 5102, Level = LogLevel.Error, Message = "Call notification: {Outcome}, {Detail}")]
    private partial void LogRefused(CallNotificationOutcome outcome, string detail);
}

/// <summary>What became of a call notification webhook; it decides what Twilio tells the caller and the account's owner.</summary>
internal enum CallNotificationOutcome
{
    /// <summary>It is durable on the queue, and the callee has a device.</summary>
    Queued,

    /// <summary>Nothing is bound to the callee's identity: https://www.twilio.com/docs/api/errors/13807.</summary>
    NoBinding,

    /// <summary>The body isn't a call notification.</summary>
    Malformed,

    /// <summary>Storage could not be asked in time, or the body is too large to keep.</summary>
    Unavailable,
}
