using TwilioFunctions.Cli.Settings;
using TwilioFunctions.Core.Deadlines;

namespace TwilioFunctions.Cli.Simulate;

/// <summary>Sends JSON signed as Twilio signs it.</summary>
/// <param name="http">Sends.</param>
/// <param name="target">Where to, and what is signed.</param>
/// <param name="account">Who signs.</param>
/// <param name="timeout">How long Twilio would wait for the answer.</param>
/// <param name="time">Measures.</param>
internal sealed class WebhookSender(HttpClient http, WebhookTarget target, TwilioAccount account, TimeSpan timeout, TimeProvider time)
{
    private readonly WebhookSigner signer = new(account);

    public async Task<Answer> SendAsync(byte[] body, CancellationToken cancellationToken)
    {
        using var request = Sign(body);
        return await SendAsync(request, cancellationToken);
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var deadline = Deadline.After(timeout, time, cancellationToken);
        var start = time.GetTimestamp();
        try
        {
            using var response = await http.SendAsync(request, deadline.Token);
            var isProblem = response.Content.Headers.ContentType?.MediaType == "application/problem+json";
            return Answer.Of(response.StatusCode, time.GetElapsedTime(start)) with { IsProblem = isProblem };
        }
        catch (OperationCanceledException) when (deadline.HasPassedAlone)
        {
            return Answer.None($"no answer within {timeout.TotalSeconds} s", time.GetElapsedTime(start));
        }
        catch (HttpRequestException failure)
        {
            return Answer.None(failure.InnerException?.Message ?? failure.Message, time.GetElapsedTime(start));
        }
    }

    public HttpRequestMessage Sign(byte[] body) => signer.Json(target, body);
}

/// <summary>Where webhooks go, and the URL that they are signed for.</summary>
/// <param name="Url">The URL that the tool calls.</param>
/// <param name="SignedUrl">The URL that Twilio would call.</param>
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
