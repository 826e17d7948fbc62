using TwilioFunctions.Cli.Settings;
using TwilioFunctions.Cli.Up;
using TwilioFunctions.Core.Logging;

namespace TwilioFunctions.Cli.Simulate.CallNotifications;

/// <summary>Sends call notifications.</summary>
internal static class NotificationSender
{
    // Twilio does not say how long it waits; its other Voice webhooks have 15 s: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);

    public static async Task<Answer> SendAsync(
        SimulatedNotification notification, WebhookTarget target, TwilioAccount account, TimeProvider time, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        return await new WebhookSender(http, target, account, Timeout, time).SendAsync(notification.Body, cancellationToken);
    }

    /// <summary>What to do about an answer that is none of success; null when all is well.</summary>
    public static string? AdviceOn(Answer answer, ClientCall call, WebhookTarget target) => (int?)answer.Status switch
    {
        null => $"Nothing answers at {MaskedUrl.Of(target.Url)} ({answer.Outcome}): start the app with `up`, or name another --url.",
        >= 200 and < 300 => null,
        404 when !answer.IsProblem => $"What answers at {MaskedUrl.Of(target.Url)} has no such route: --url must be the app's address and {Endpoints.CallNotifications}.",
        404 => $"'{call.Identity}' has no binding under {call.AccountSid}: register one with `bindings put --identity {Shell.Quoted(call.Identity)} …`, then call again.",
        403 => $"The app does not take this for a request of Twilio's. --auth-token must be a token of {call.AccountSid} in the app's settings, " +
            $"and Twilio__PublicBaseUrl there must be what was signed for: {MaskedUrl.Of(target.SignedUrl)}. The app's log says what it verified.",
        _ => "The app's log says why.",
    };
}
