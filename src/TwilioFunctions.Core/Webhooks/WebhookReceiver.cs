using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using TwilioFunctions.Core.Deadlines;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Storage;
using TwilioFunctions.Core.Telemetry;

namespace TwilioFunctions.Core.Webhooks;

/// <summary>Makes the callbacks of Voice and Proxy durable, under a deadline: all of what Twilio sent goes to queue <c>call-events</c>.</summary>
internal sealed partial class WebhookReceiver(MessageSender sender, TimeProvider time, ILogger<WebhookReceiver> logger)
{
    /// <summary>Twilio waits for 15 s, and not at all for Proxy as far as is known; storage that takes longer than this has failed.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(4);

    /// <summary>Queues the callback. Storage failures are an outcome, not an exception.</summary>
    /// <param name="webhook">A verified callback.</param>
    /// <param name="cancellationToken">Ends the attempt before the <see cref="Timeout"/>.</param>
    public async Task<WebhookReceipt> ReceiveAsync(ReceivedWebhook webhook, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(webhook);
        if (webhook.Form.Length > MessageSender.MaxPayloadBytes)
            return Unkept(webhook, WebhookOutcome.Unavailable, TooLarge);
        if (WebhookFields.ProblemOf(webhook.Type, webhook.Parameters) is { } problem)
        {
            LogNotKept(webhook.Type, WebhookOutcome.Malformed, problem.Detail);
            return new WebhookReceipt(WebhookOutcome.Malformed, problem);
        }

        var payload = FormText.Of(webhook.Form.Span);
        if (payload.Length > MessageSender.MaxPayloadBytes)
            return Unkept(webhook, WebhookOutcome.Unavailable, TooLarge);
        return await QueueAsync(EnvelopeOf(webhook, payload), cancellationToken) is { } failure
            ? Unkept(webhook, WebhookOutcome.Unavailable, failure)
            : new WebhookReceipt(WebhookOutcome.Queued);
    }

    private static string TooLarge => $"it is larger than {MessageSender.MaxPayloadBytes} bytes";

    /// <summary>Why it is not durable; null when it is.</summary>
    private async Task<string?> QueueAsync(Envelope envelope, CancellationToken cancellationToken)
    {
        using var deadline = Deadline.After(Timeout, time, cancellationToken);
        try
        {
            AppSpans.Became(envelope);
            await sender.SendAsync(QueueNames.CallEvents, envelope, deadline.Token);
            LogQueued(envelope.Type, envelope.Id, envelope.CallSid ?? "no call");
            return null;
        }
        catch (OperationCanceledException) when (deadline.HasPassed)
        {
            return $"storage did not answer within {Timeout.TotalSeconds} s";
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            return fault.Message;
        }
    }

    private Envelope EnvelopeOf(ReceivedWebhook webhook, string payload)
    {
        var parameters = webhook.Parameters;
        return new Envelope
        {
            // The token is the header's word; a payload that is parked is found by it, so it must be a name.
            Id = webhook.IdempotencyToken is { Length: > 0 } token && TableKey.Fits(token) ? token : HashOf(webhook.Type, payload),
            Kind = webhook.Type,
            Type = webhook.Type,
            AccountSid = parameters.Text("AccountSid") ?? parameters.Text("interactionAccountSid") ?? webhook.AccountSid,
            CallSid = parameters.Text("CallSid"),
            ReceivedAt = time.GetUtcNow(),
            TraceParent = webhook.TraceParent,
            Payload = payload,
        };
    }

    private static string HashOf(string type, string payload) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{type}\n{payload}")))[..32];

    private WebhookReceipt Unkept(ReceivedWebhook webhook, WebhookOutcome outcome, string reason)
    {
        LogNotKept(webhook.Type, outcome, reason);
        return new WebhookReceipt(outcome);
    }

    [LoggerMessage(EventId = 3010, Level = LogLevel.Information, Message = "Callback {Type} {Id} of {CallSid}: queued")]
    private partial void LogQueued(string type, string id, string callSid);

    [LoggerMessage(EventId = 3011, Level = LogLevel.Error, Message = "Callback {Type}: {Outcome}, {Reason}")]
    private partial void LogNotKept(string type, WebhookOutcome outcome, string reason);
}

/// <summary>What becomes of a callback; it decides what Twilio is answered.</summary>
internal enum WebhookOutcome
{
    /// <summary>It is durable.</summary>
    Queued,

    /// <summary>A required parameter is missing or too long; retrying can't succeed.</summary>
    Malformed,

    /// <summary>Storage did not take it in time, or it is too large to keep: our own fault.</summary>
    Unavailable,
}

/// <summary>What became of a callback.</summary>
/// <param name="Outcome">What to answer.</param>
/// <param name="Problem">What is wrong with a malformed one; null for the others.</param>
internal sealed record WebhookReceipt(WebhookOutcome Outcome, WebhookProblem? Problem = null);

/// <summary>What is wrong with a callback.</summary>
/// <param name="Field">The parameter, for instance <c>CallSid</c>.</param>
/// <param name="Detail">A sentence.</param>
internal sealed record WebhookProblem(string Field, string Detail);
