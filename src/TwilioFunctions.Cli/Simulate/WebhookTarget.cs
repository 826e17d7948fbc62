using TwilioFunctions.Cli.Settings;

namespace TwilioFunctions.Cli.Simulate;

/// <summary>Where webhooks go, and the URL that they are signed for.</summary>
/// <param name="Url">What is called.</param>
/// <param name="SignedUrl">What Twilio would have called.</param>
internal sealed record WebhookTarget(string Url, string SignedUrl)
{
    /// <summary>The app on this machine, when a public base URL is set, expects signatures for that one.</summary>
    public static WebhookTarget For(Uri url, LocalSettings settings) =>
        new(url.AbsoluteUri, url.IsLoopback && PublicBaseOf(settings) is { } publicBase ? publicBase + url.PathAndQuery : url.AbsoluteUri);

    /// <summary>A path below the app's address.</summary>
    public static WebhookTarget For(Uri app, string path, LocalSettings settings) => For(new Uri($"{app.AbsoluteUri.TrimEnd('/')}/{path}"), settings);

    /// <summary>The same with a query.</summary>
    public WebhookTarget WithQuery(string query) => new(With(Url, query), With(SignedUrl, query));

    /// <summary>Where Twilio reaches the app, without a slash at the end; null when it is not set.</summary>
    public static string? PublicBaseOf(LocalSettings settings) =>
        settings["Twilio__PublicBaseUrl"]?.Trim().TrimEnd('/') is { Length: > 0 } publicBase ? publicBase : null;

    private static string With(string url, string query) => $"{url}{(url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{query}";
}
