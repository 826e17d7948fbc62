using System.Diagnostics;
using System.Diagnostics.Metrics;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.Telemetry;

/// <summary>
/// The spans of the app and what is written on them. Call SIDs and Twilio's ids of messages are; tokens, phone numbers, identities and
/// URLs are not, and neither are the texts of exceptions, which may hold them.
/// </summary>
internal static class AppSpans
{
    /// <summary>Whether anybody records spans.</summary>
    public static bool AreRecorded => AppTelemetry.Spans.HasListeners();

    /// <summary>A webhook, from the first middleware to the answer. It goes on with the host's span.</summary>
    /// <param name="function">The function's name.</param>
    /// <param name="invocationId">The host's id of the run.</param>
    /// <param name="host">The host's span; the worker's own counts instead where one is recorded.</param>
    /// <returns>Null when nobody records it.</returns>
    public static Activity? StartWebhook(string function, string invocationId, ActivityContext host)
    {
        var span = AppTelemetry.Spans.StartActivity(function, ActivityKind.Server, Activity.Current is null ? host : default);
        return span?.SetTag("faas.trigger", "http").SetTag("faas.invocation_id", invocationId);
    }

    /// <summary>The run of a queue's function. It goes on with the webhook's span, and is linked to the host's.</summary>
    /// <param name="queue">The queue's name.</param>
    /// <param name="envelope">The message; null for one that is not ours.</param>
    /// <param name="invocationId">The host's id of the run.</param>
    /// <param name="host">The host's span, in the trace of the queue's poll.</param>
    /// <returns>Null when nobody records it.</returns>
    public static Activity? StartMessage(string queue, Envelope? envelope, string invocationId, ActivityContext host)
    {
        if (!AreRecorded)
            return null;
        host = Activity.Current?.Context ?? host;
        var hasWebhook = ActivityContext.TryParse(envelope?.TraceParent, traceState: null, isRemote: true, out var webhook);
        var links = hasWebhook && host != default ? new[] { new ActivityLink(host) } : null;
        var span = AppTelemetry.Spans.StartActivity($"process {queue}", ActivityKind.Consumer, hasWebhook ? webhook : host, links: links)?
            .SetTag("messaging.system", "azure_queue_storage")
            .SetTag("messaging.operation.name", "process")
            .SetTag("messaging.operation.type", "process")
            .SetTag("messaging.destination.name", queue)
            .SetTag("faas.trigger", "pubsub")
            .SetTag("faas.invocation_id", invocationId);
        return envelope is null ? span : span?.Names(envelope);
    }

    /// <summary>Writes on the span of the running webhook what message it became.</summary>
    public static void Became(Envelope envelope)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        if (Activity.Current is { } current && current.Source == AppTelemetry.Spans)
            current.Names(envelope);
    }

    /// <summary>Counts a verified signature, and writes it on the span of the running webhook.</summary>
    public static void Verified(SignatureVerification verification)
    {
        AppMetrics.Verified(verification.Result, verification.Key);
        if (Activity.Current is { } current && current.Source == AppTelemetry.Spans)
            current.SetTag("twilio.signature.result", verification.Result.Name()).SetTag("twilio.signature.key", verification.Key);
    }

    /// <summary>Says of a span that what it stands for has failed.</summary>
    public static void Failed(this Activity? span, Exception failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        span?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", failure.GetType().FullName);
    }

    /// <summary>One attempt over one channel; the request to the push service is its child.</summary>
    internal static Activity? StartAttempt(string channel, int number, string callSid, string messageId) => AreRecorded
        ? AppTelemetry.Spans.StartActivity($"push {channel}", ActivityKind.Client)?
            .SetTag("twilio.channel", channel)
            .SetTag("twilio.attempt", number)
            .SetTag("twilio.call_sid", callSid)
            .SetTag("twilio.message_id", messageId)
        : null;

    /// <summary>Writes the outcome of an attempt, by the name that its row has, on its span.</summary>
    internal static void Over(this Activity? span, string outcome, bool failed)
    {
        span?.SetTag("twilio.outcome", outcome);
        if (failed)
            span?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", outcome);
    }

    private static Activity Names(this Activity span, Envelope envelope) => span
        .SetTag("twilio.message_id", envelope.Id)
        .SetTag("twilio.message_type", envelope.Type)
        .SetTag("twilio.account_sid", envelope.AccountSid)
        .SetTag("twilio.call_sid", envelope.CallSid);
}

/// <summary>
/// The one source of spans and the one meter of the app, for whoever listens; <c>docs/operate.md</c> lists what they give. While nobody
/// listens, neither allocates anything.
/// </summary>
internal static class AppTelemetry
{
    /// <summary>The name of both.</summary>
    public const string Name = "TwilioFunctions";

    internal static ActivitySource Spans { get; } = new(Name);

    internal static Meter Meter { get; } = new(Name);
}
