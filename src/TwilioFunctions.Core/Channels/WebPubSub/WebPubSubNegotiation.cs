using System.Text.Json;
using Azure.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Deadlines;

namespace TwilioFunctions.Core.Channels.WebPubSub;

/// <summary>
/// Gives devices the URL under which they are connected as their client identity, in the hub of their account, without a right to send
/// to others: https://learn.microsoft.com/azure/azure-web-pubsub/howto-generate-client-access-url.
/// </summary>
internal sealed class WebPubSubNegotiation(
    [FromKeyedServices(ChannelNames.WebPubSub)] HttpClient http,
    IOptions<WebPubSubOptions> options,
    WebPubSubAuthorization authorization,
    TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly WebPubSubOptions options = options.Value;

    /// <summary>The sentence that names the setting without which the channel is off; null while it is on.</summary>
    public string? MissingSetting => options.MissingSetting;

    /// <summary>The URL for one hour: signed here where there is an access key, by the service where there is none.</summary>
    /// <exception cref="InvalidOperationException">The channel is off.</exception>
    public async Task<WebPubSubAccess> AccessAsync(string accountSid, string identity, CancellationToken cancellationToken)
    {
        if (MissingSetting is { } missing)
            throw new InvalidOperationException(missing);
        var urls = new WebPubSubUrls(options.Endpoint!, options.HubOf(accountSid));
        var now = time.GetUtcNow();
        if (options.AccessKey is { } accessKey)
            return Access(urls, WebPubSubTokens.Create(accessKey, urls.Client, identity, now, now + Lifetime), now);

        using var either = Deadline.After(Timeout, time, cancellationToken);
        try
        {
            return await AskAsync(urls, identity, now, either.Token);
        }
        catch (CredentialUnavailableException)
        {
            return Problem(WebPubSubAnswers.NoIdentity);
        }
        catch (AuthenticationFailedException)
        {
            return Problem("Microsoft Entra gave no token for Azure Web PubSub.");
        }
        catch (Exception failure) when (IsUnreadable(failure) || IsTimeout(failure, cancellationToken))
        {
            return Problem("Azure Web PubSub gave no answer, or none that can be read.");
        }
    }

    private async Task<WebPubSubAccess> AskAsync(WebPubSubUrls urls, string identity, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, urls.GenerateToken(identity, Lifetime));
        await authorization.AuthorizeAsync(request, cancellationToken);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode)
            return Problem($"Azure Web PubSub answered {WebPubSubAnswers.ReasonOf(await ChannelAnswer.ReadAsync(response, time, cancellationToken))}.");

        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var answer = await JsonDocument.ParseAsync(body, default, cancellationToken);
        return answer.RootElement is { ValueKind: JsonValueKind.Object } members
            && members.TryGetProperty("token", out var token)
            && token.ValueKind == JsonValueKind.String
            ? Access(urls, token.GetString()!, now)
            : throw new JsonException("There is no token in the answer.");
    }

    // The last where the token is no text, as half of a surrogate pair.
    private static bool IsUnreadable(Exception failure) => failure is HttpRequestException or IOException or JsonException or InvalidOperationException;

    private static bool IsTimeout(Exception failure, CancellationToken cancellationToken) =>
        failure is OperationCanceledException && !cancellationToken.IsCancellationRequested;

    private static WebPubSubAccess Access(WebPubSubUrls urls, string token, DateTimeOffset now) => new(urls.Socket(token), now + Lifetime, null);

    private static WebPubSubAccess Problem(string sentence) => new(null, default, sentence);
}

/// <summary>How a device connects, or why it cannot.</summary>
/// <param name="Url">The WebSocket URL with its access token; null after a problem.</param>
/// <param name="ExpiresAt">Until when a connection can be opened with it; one that is open then stays.</param>
/// <param name="Problem">Why there is no URL.</param>
internal sealed record WebPubSubAccess(string? Url, DateTimeOffset ExpiresAt, string? Problem);
