namespace TwilioFunctions.Core.CallNotifications;

/// <summary>How call notifications are accepted and delivered: section <c>CallNotifications</c>.</summary>
public sealed class CallNotificationOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "CallNotifications";

    /// <summary>How long a phone rings: later than this after the webhook, nothing is sent. From 1 s to 10 min, Twilio's longest time-out of a call.</summary>
    public TimeSpan TimeToLive { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one attempt over one channel may take, at least 100 ms; never beyond the time to live.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many bindings of one notification are sent to at once, from 1 to 1,000.</summary>
    public int MaxConcurrency { get; set; } = 100;

    /// <summary>
    /// Accepts, beside Twilio's documented signature, signatures that do not cover the body: of the URL without <c>bodySHA256</c>, and
    /// of the bare origin, as Twilio's own sample for iOS verifies them. Anybody who sees such a request can send another body with
    /// it, so the URL must hold the <see cref="UrlSecret"/> then.
    /// </summary>
    public bool AcceptUnboundSignatures { get; set; }

    /// <summary>What the URL's query must have as <c>secret=</c> where <see cref="AcceptUnboundSignatures"/> is on; at least 32 characters.</summary>
    public string? UrlSecret { get; set; }
}
