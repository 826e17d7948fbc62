using System.Diagnostics.Metrics;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.Telemetry;

/// <summary>
/// Every instrument of the app. Attributes have few values each: no SID, no identity, nothing that a request brings. Units are those of
/// https://ucum.org, as OpenTelemetry wants them.
/// </summary>
internal static class AppMetrics
{
    // From what an idle queue takes (a poll each 200 ms) to what the phone's ringing does.
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 20, 30, 60, 300, 900],
    };

    private static readonly Counter<long> Webhooks = AppTelemetry.Meter.CreateCounter<long>(
        "twilio.webhooks", "{webhook}", "Webhooks that were answered.");

    private static readonly Counter<long> Signatures = AppTelemetry.Meter.CreateCounter<long>(
        "twilio.signatures", "{webhook}", "Webhooks whose signature was verified, by the key that it was made with.");

    private static readonly Histogram<double> QueueLag = AppTelemetry.Meter.CreateHistogram(
        "twilio.queue.lag", "s", "How long a message waited for its function.", tags: null, Seconds);

    private static readonly Gauge<long> QueueMessages = AppTelemetry.Meter.CreateGauge<long>(
        "twilio.queue.messages", "{message}", "Messages of a queue, those included that are worked on or wait for another try; approximate.");

    private static readonly Gauge<double> QueueOldestAge = AppTelemetry.Meter.CreateGauge<double>(
        "twilio.queue.oldest_age", "s", "How long ago the first message that waits was sent.");

    private static readonly Counter<long> Attempts = AppTelemetry.Meter.CreateCounter<long>(
        "twilio.notification.attempts", "{attempt}", "Attempts to bring a call notification to a device.");

    private static readonly Histogram<double> RingTime = AppTelemetry.Meter.CreateHistogram(
        "twilio.notification.ring_time", "s", "From Twilio's webhook until the push service has taken the notification.", tags: null, Seconds);

    private static readonly Counter<long> DeadLetters = AppTelemetry.Meter.CreateCounter<long>(
        "twilio.dead_letters", "{message}", "Messages that failed for good and became dead letters.");

    /// <summary>Whether anybody wants to know how long messages wait; to find it out costs a look into each.</summary>
    public static bool WantsQueueLag => QueueLag.Enabled;

    /// <summary>A webhook was answered.</summary>
    /// <param name="webhook">The function's name.</param>
    /// <param name="outcome">What became of it.</param>
    public static void Answered(string webhook, WebhookAnswer outcome) => Webhooks.Add(1, new("webhook", webhook), new("outcome", outcome.Name()));

    /// <summary>A message's function begins.</summary>
    /// <param name="queue">The queue's name.</param>
    /// <param name="waited">Since the message was sent.</param>
    public static void Begun(string queue, TimeSpan waited) =>
        QueueLag.Record(Math.Max(0, waited.TotalSeconds), new KeyValuePair<string, object?>("queue", queue));

    internal static void Verified(SignatureResult result, string? key) => Signatures.Add(1, new("result", result.Name()), new("key", key ?? "none"));

    internal static void Holds(string queue, int messages, TimeSpan oldestAge)
    {
        var name = new KeyValuePair<string, object?>("queue", queue);
        QueueMessages.Record(messages, name);
        QueueOldestAge.Record(oldestAge.TotalSeconds, name);
    }

    internal static void Attempted(string channel, string outcome) => Attempts.Add(1, new("channel", channel), new("outcome", outcome));

    internal static void Rang(string channel, TimeSpan sinceWebhook) =>
        RingTime.Record(Math.Max(0, sinceWebhook.TotalSeconds), new KeyValuePair<string, object?>("channel", channel));

    internal static void DeadLetterKept(string queue) => DeadLetters.Add(1, new KeyValuePair<string, object?>("queue", queue));
}

/// <summary>What became of a webhook, as it is counted.</summary>
internal enum WebhookAnswer
{
    /// <summary>It is durable, or answered as the rules say.</summary>
    Accepted,

    /// <summary>It is not proven to be Twilio's.</summary>
    Refused,

    /// <summary>It will never be better.</summary>
    Malformed,

    /// <summary>A call notification for an identity that nothing is bound to.</summary>
    NoBinding,

    /// <summary>A Proxy interaction that may not go on.</summary>
    Blocked,

    /// <summary>A fault of ours that somebody who waits must not notice: the fallback was answered.</summary>
    Fallback,

    /// <summary>A fault of ours: Twilio was asked to try again.</summary>
    Unavailable,

    /// <summary>A fault that nothing here knows: the host answered 500.</summary>
    Failed,
}

/// <summary>The answers' names.</summary>
internal static class WebhookAnswers
{
    /// <summary>The name of an outcome in metrics and spans.</summary>
    public static string Name(this WebhookAnswer answer) => answer switch
    {
        WebhookAnswer.Accepted => "accepted",
        WebhookAnswer.Refused => "refused",
        WebhookAnswer.Malformed => "malformed",
        WebhookAnswer.NoBinding => "no_binding",
        WebhookAnswer.Blocked => "blocked",
        WebhookAnswer.Fallback => "fallback",
        WebhookAnswer.Unavailable => "unavailable",
        _ => "failed",
    };
}

/// <summary>The names of the results in metrics and spans.</summary>
internal static class SignatureResultNames
{
    public static string Name(this SignatureResult result) => result switch
    {
        SignatureResult.Valid => "valid",
        SignatureResult.MissingSignature => "missing_signature",
        SignatureResult.MissingBodyHash => "missing_body_hash",
        SignatureResult.BodyHashMismatch => "body_hash_mismatch",
        SignatureResult.UnknownAccount => "unknown_account",
        SignatureResult.KeyUnavailable => "key_unavailable",
        SignatureResult.TooLarge => "too_large",
        SignatureResult.InvalidUrl => "invalid_url",
        _ => "mismatch",
    };
}
