using System.Globalization;
using System.Net;
using System.Text;
using TwilioFunctions.Cli.Up;

namespace TwilioFunctions.Cli.Simulate.Day;

/// <summary>A webhook that is yet to be sent.</summary>
/// <param name="Kind">Which one, and thus where it goes.</param>
/// <param name="Sid">The call, <c>CA…</c>, or message, <c>SM…</c>, that it tells of.</param>
/// <param name="Time">When Twilio would have sent it (UTC).</param>
internal sealed record SimulatedWebhook(WebhookKind Kind, string Sid, DateTime Time)
{
    /// <summary>A GET has its parameters in the query.</summary>
    public HttpMethod Method { get; init; } = HttpMethod.Post;

    /// <summary>The path below the app's address, without a slash before it.</summary>
    public string Path => Kind.Path;

    /// <summary>Of a form or query, not encoded; empty for JSON.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; init; } = [];

    /// <summary>Null for a form or query.</summary>
    public byte[]? Json { get; init; }

    /// <summary>The parameters as they go into a form or query.</summary>
    public string UrlEncoded => string.Join('&', Parameters.Select(parameter => $"{Encode(parameter.Key)}={Encode(parameter.Value)}"));

    /// <summary>The body as it is sent, empty for a GET.</summary>
    public byte[] Body => Json ?? (Method == HttpMethod.Get ? [] : Encoding.UTF8.GetBytes(UrlEncoded));

    // A space is a plus, as forms have it.
    private static string Encode(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);
}

/// <summary>A kind of webhook: its name, its path, and Twilio's timeout.</summary>
internal sealed record WebhookKind(string Name, string Path, TimeSpan Timeout)
{
    // The default timeout of Voice and Proxy: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
    private static readonly TimeSpan VoiceTimeout = TimeSpan.FromSeconds(15);

    public static WebhookKind IncomingCall { get; } = new("incoming call", Endpoints.IncomingCalls, VoiceTimeout);

    public static WebhookKind CallStatus { get; } = new("call status", Endpoints.CallStatus, VoiceTimeout);

    public static WebhookKind RecordingStatus { get; } = new("recording status", Endpoints.RecordingStatus, VoiceTimeout);

    public static WebhookKind CallSummary { get; } = new("call summary", Endpoints.TwilioEvents, EventSender.Timeout);

    public static WebhookKind CallNotification { get; } = new("call notification", Endpoints.CallNotifications, VoiceTimeout);

    public static WebhookKind ProxyCallback { get; } = new("Proxy callback", Endpoints.ProxyCallback, VoiceTimeout);

    public static WebhookKind ProxyIntercept { get; } = new("Proxy intercept", Endpoints.ProxyIntercept, VoiceTimeout);

    public static WebhookKind ProxyOutOfSession { get; } = new("Proxy out of session", Endpoints.ProxyOutOfSession, VoiceTimeout);

    public static IReadOnlyList<WebhookKind> Voice { get; } = [IncomingCall, CallStatus];

    public static IReadOnlyList<WebhookKind> Recordings { get; } = [RecordingStatus];

    public static IReadOnlyList<WebhookKind> Proxy { get; } = [ProxyCallback, ProxyIntercept, ProxyOutOfSession];

    public static IReadOnlyList<WebhookKind> All { get; } = [.. Voice, .. Recordings, CallSummary, CallNotification, .. Proxy];

    /// <summary>Returns the meaning of a response that counts as success despite its status; null for any other response.</summary>
    public string? MeaningOf(Answer answer) => answer.Status switch
    {
        HttpStatusCode.Forbidden when this == ProxyIntercept => "blocked by the policy",
        // Without a word of the app's, the route is not there.
        HttpStatusCode.NotFound when this == CallNotification && answer.IsProblem => "no device is bound",
        _ => null,
    };
}

/// <summary>Times as webhooks spell them.</summary>
internal static class WebhookTimes
{
    /// <summary>RFC 2822, as Voice does: <c>Sat, 21 Nov 2026 10:00:00 +0000</c>.</summary>
    public static string Rfc2822(this DateTime time) => time.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);

    /// <summary>ISO 8601, as Proxy does: <c>2026-11-21T10:00:00Z</c>.</summary>
    public static string Iso8601(this DateTime time) => time.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
