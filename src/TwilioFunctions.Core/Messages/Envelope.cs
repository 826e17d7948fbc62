using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TwilioFunctions.Core.Messages;

/// <summary>What a queue message holds: who, what and when, and the payload as Twilio sent it.</summary>
internal sealed record Envelope
{
    /// <summary>Twilio's own id where it has one (<c>EZ…</c>, <c>WB…</c>, the idempotency token).</summary>
    public required string Id { get; init; }

    /// <summary>One of <see cref="EnvelopeKinds"/>. Null only in a message that an earlier version wrote, until it is read.</summary>
    public string? Kind { get; init; }

    /// <summary>The type that the sender gave an event, for instance <c>com.twilio.voice.insights.call-summary.complete</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The account that the event belongs to.</summary>
    public string? AccountSid { get; init; }

    /// <summary>The call that the event belongs to, if it belongs to one.</summary>
    public string? CallSid { get; init; }

    /// <summary>When the webhook arrived.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The W3C trace context of the webhook, so that the trace goes on in the queue function.</summary>
    [JsonPropertyName("traceparent")]
    public string? TraceParent { get; init; }

    /// <summary>The payload, character for character; null while it is parked.</summary>
    public string? Payload { get; init; }

    /// <summary>Where a payload is parked that does not fit into a message.</summary>
    public ParkedPayload? Parked { get; init; }

    /// <summary>The dead letter that this message is a replay of; it leaves the list when the message succeeds.</summary>
    public string? ReplayOf { get; init; }

    /// <summary>The one binding that a call notification is to be tried again for; null for all of the callee's.</summary>
    public BindingRetry? Retry { get; init; }

    /// <summary>What a message that was read is sent again as: a parked payload stays where it is, and a dead letter is replayed once.</summary>
    public Envelope ToSendAgain() => this with { Payload = Parked is null ? Payload : null, ReplayOf = null };

    /// <summary>The message's JSON.</summary>
    public string Serialize() => JsonSerializer.Serialize(this, EnvelopeJson.Compact.Envelope);

    /// <summary>Reads a message's JSON; null when it is not one of ours.</summary>
    public static Envelope? TryParse(string message)
    {
        try
        {
            return JsonSerializer.Deserialize(message, EnvelopeJson.Compact.Envelope) is { } envelope
                ? envelope with { Kind = envelope.Kind ?? EnvelopeKinds.FromType(envelope.Type) }
                : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // The latter for half of a surrogate pair, written as an escape: legal JSON, but no text.
            return null;
        }
    }
}

/// <summary>Makes a call notification's message one for a single binding, after an attempt that failed for a passing reason.</summary>
/// <param name="BindingId">The binding.</param>
/// <param name="Attempt">The number of the attempt to make, from 2 on.</param>
internal sealed record BindingRetry(string BindingId, int Attempt);

/// <summary>The reference to a payload in table <c>ParkedPayloads</c>.</summary>
/// <param name="Key">The partition: the message's id and the beginning of the hash, so that two payloads never share one.</param>
/// <param name="Chunks">How many rows it takes.</param>
/// <param name="Sha256">The payload's SHA-256, lower-case hexadecimal, checked when it is read.</param>
internal sealed record ParkedPayload(string Key, int Chunks, string Sha256);

/// <summary>
/// What a message holds, which decides how it is processed. The kind is the app's own word: the type of an event is the sender's,
/// and may be spelled like one of these.
/// </summary>
internal static class EnvelopeKinds
{
    /// <summary>An event of Event Streams.</summary>
    public const string Event = "event";

    /// <summary>A call notification, or the retry of one.</summary>
    public const string CallNotification = "twilio.voice.call";

    /// <summary>A request for instructions for an incoming call, and the response.</summary>
    public const string VoiceIncoming = "voice.incoming";

    /// <summary>A call's status callback.</summary>
    public const string VoiceStatus = "voice.status";

    /// <summary>A recording status callback.</summary>
    public const string VoiceRecordingStatus = "voice.recording-status";

    /// <summary>A Proxy interaction.</summary>
    public const string ProxyCallback = "proxy.callback";

    /// <summary>A Proxy interaction that was blocked.</summary>
    public const string ProxyIntercept = "proxy.intercept";

    /// <summary>The kind of a message that an earlier version wrote without one.</summary>
    internal static string FromType(string type) =>
        type is CallNotification or VoiceIncoming or VoiceStatus or VoiceRecordingStatus or ProxyCallback or ProxyIntercept ? type : Event;
}

/// <summary>How an <see cref="Envelope"/> is written.</summary>
[JsonSerializable(typeof(Envelope))]
internal sealed partial class EnvelopeJson : JsonSerializerContext
{
    /// <summary>Escapes as few characters as JSON allows: a message holds 48 KiB.</summary>
    public static EnvelopeJson Compact { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
