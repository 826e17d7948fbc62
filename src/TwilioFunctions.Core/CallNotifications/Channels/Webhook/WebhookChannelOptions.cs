namespace TwilioFunctions.Core.CallNotifications.Channels.Webhook;

/// <summary>Where the webhook channel may send to: section <c>Channels:Webhook</c>.</summary>
public sealed class WebhookChannelOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Channels:Webhook";

    /// <summary>What a URL must be, for whoever is told that one is not.</summary>
    public const string UrlRule =
        "an absolute https URL to a public address, without user information; Channels__Webhook__AllowedOrigins lets others in, for local development";

    /// <summary>
    /// Origins that may be plain http and may have any address, for local development: scheme, host and port, for instance
    /// <c>http://127.0.0.1:7099</c>.
    /// </summary>
    public IList<string> AllowedOrigins { get; } = [];

    /// <summary>
    /// Whether a binding may have this URL. A host name is not looked up here: its addresses are checked whenever a connection is made,
    /// because they can change at any time.
    /// </summary>
    public bool Allows(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (!url.IsAbsoluteUri || url.UserInfo.Length > 0 || url.Scheme is not ("https" or "http"))
            return false;
        return AllowsOrigin(url) || (url.Scheme == "https" && !IsLocal(url));
    }

    /// <summary>Whether the URL's origin, letter for letter, is one of <see cref="AllowedOrigins"/>.</summary>
    internal bool AllowsOrigin(Uri url) =>
        AllowedOrigins.Any(origin => Uri.TryCreate(origin, UriKind.Absolute, out var allowed) && IsSameOrigin(allowed, url));

    private static bool IsSameOrigin(Uri left, Uri right) =>
        (left.Scheme, left.IdnHost, left.Port) == (right.Scheme, right.IdnHost, right.Port);

    // System.Uri has read the host as every resolver would: 127.1, 0x7f.1 and 2130706433 are 127.0.0.1 by now.
    private static bool IsLocal(Uri url)
    {
        var host = url.IdnHost.TrimEnd('.');
        return HostAddress.TryRead(url.IdnHost, out var address)
            ? !PublicAddress.Is(address)
            : host.Length == 0 || host == "localhost" || host.EndsWith(".localhost", StringComparison.Ordinal);
    }
}
