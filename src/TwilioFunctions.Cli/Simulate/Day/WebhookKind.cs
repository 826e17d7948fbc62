using System.Net;
using TwilioFunctions.Cli.Up;

namespace TwilioFunctions.Cli.Simulate.Day;

/// <summary>A kind of webhook: what it is called, where it goes, and how long Twilio waits for its answer.</summary>
internal sealed record WebhookKind(string Name, string Path, TimeSpan Timeout)
{
    // What Voice and Proxy wait when the URL says nothing else: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
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

    /// <summary>What an answer means that is as good as success, although its status is none; null for every other answer.</summary>
    public string? MeaningOf(Answer answer) => answer.Status switch
    {
        HttpStatusCode.Forbidden when this == ProxyIntercept => "blocked by the policy",
        // Without a word of the app's, the route is not there.
        HttpStatusCode.NotFound when this == CallNotification && answer.IsProblem => "no device is bound",
        _ => null,
    };
}
