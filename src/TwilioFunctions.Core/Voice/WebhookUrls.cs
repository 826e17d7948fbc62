namespace TwilioFunctions.Core.Voice;

/// <summary>Where Twilio reaches the app, made of the URL that it has just called, so that host, prefix and port are right everywhere.</summary>
public sealed class WebhookUrls
{
    private const string Family = "twilio/";

    private readonly string prefix;
    private readonly bool notifiesHere;

    private WebhookUrls(string prefix, bool notifiesHere)
    {
        this.prefix = prefix;
        this.notifiesHere = notifiesHere;
    }

    /// <summary>
    /// The call-notification webhook; null where its URL must hold a secret. TwiML is kept with the call and stands in Twilio's own
    /// logs, so that only the account's Voice Client Configuration may have that URL, which counts where TwiML names none.
    /// </summary>
    public Uri? CallNotifications => notifiesHere ? At("call-notifications") : null;

    /// <summary>The webhook of incoming calls.</summary>
    public Uri Incoming => At("voice/incoming");

    /// <summary>The webhook of status callbacks.</summary>
    public Uri VoiceStatus => At("voice/status");

    /// <summary>The webhook of recording status callbacks.</summary>
    public Uri RecordingStatus => At("voice/recording-status");

    /// <param name="publicBaseUrl"><c>Twilio:PublicBaseUrl</c>; null where the request's own URL is what Twilio called.</param>
    /// <param name="received">The URL of a webhook's request: <c>…/twilio/…</c>.</param>
    /// <param name="notificationsNeedSecret">Whether <c>CallNotifications:AcceptUnboundSignatures</c> is on.</param>
    public static WebhookUrls Of(string? publicBaseUrl, Uri received, bool notificationsNeedSecret = false)
    {
        ArgumentNullException.ThrowIfNull(received);
        var path = received.AbsolutePath;
        var end = path.LastIndexOf("/" + Family, StringComparison.OrdinalIgnoreCase);
        var authority = publicBaseUrl?.TrimEnd('/') ?? received.GetLeftPart(UriPartial.Authority);
        return new WebhookUrls(authority + path[..(end + 1)] + Family, !notificationsNeedSecret);
    }

    private Uri At(string path) => new(prefix + path);
}
