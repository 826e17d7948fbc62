using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Azure.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Bindings;

namespace TwilioFunctions.Core.Channels.WebPubSub;

/// <summary>
/// Sends notifications to every connection of a client identity over Azure Web PubSub. The service takes a message also when nobody is
/// connected, so it is asked first; then the attempt is to be repeated, because an app may connect again while the phone rings. Over
/// REST, because Azure.Messaging.WebPubSub is not on every feed.
/// </summary>
internal sealed class WebPubSubChannel(
    [FromKeyedServices(ChannelNames.WebPubSub)] HttpClient http,
    IOptions<WebPubSubOptions> options,
    WebPubSubAuthorization authorization,
    TimeProvider time) : INotificationChannel
{
    private readonly WebPubSubOptions options = options.Value;

    /// <inheritdoc />
    public string Name => ChannelNames.WebPubSub;

    /// <inheritdoc />
    public string? MissingSetting => options.MissingSetting;

    /// <inheritdoc />
    public async Task<DeliveryResult> SendAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        if (MissingSetting is { } missing)
            return DeliveryResult.Rejected(missing);
        var user = delivery.Binding.Identity;
        if (!WebPubSubUrls.CanAddress(user))
            return DeliveryResult.Rejected("Azure Web PubSub cannot address a user of this name.");

        var urls = new WebPubSubUrls(options.Endpoint!, options.HubOf(delivery.Binding.AccountSid));
        try
        {
            var presence = await AskAsync(HttpMethod.Head, urls.User(user), null, cancellationToken);
            if (presence.Status == HttpStatusCode.NotFound)
                return DeliveryResult.Retry("nobody connected");
            if (!presence.IsSuccess)
                return WebPubSubAnswers.ResultOf(presence);

            var content = new ByteArrayContent(Encoding.UTF8.GetBytes(delivery.Notification.Json));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            return WebPubSubAnswers.ResultOf(
                await AskAsync(HttpMethod.Post, urls.Send(user, delivery.ExpiresAt - time.GetUtcNow()), content, cancellationToken));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return DeliveryResult.Retry("no connection in time");
        }
        catch (CredentialUnavailableException)
        {
            return DeliveryResult.Rejected(WebPubSubAnswers.NoIdentity);
        }
        catch (AuthenticationFailedException)
        {
            return DeliveryResult.Retry("Microsoft Entra gave no token");
        }
    }

    private async Task<ChannelAnswer> AskAsync(HttpMethod method, Uri url, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, url) { Content = content };
        await authorization.AuthorizeAsync(request, cancellationToken);
        return await http.AskAsync(request, time, cancellationToken);
    }
}

/// <summary>What the service's answers mean.</summary>
internal static class WebPubSubAnswers
{
    public const string NoIdentity =
        "The app has no identity to ask Azure Web PubSub with: give it a managed identity " +
        "(Channels__WebPubSub__ClientId names one that is user-assigned), or set Channels__WebPubSub__AccessKey.";

    /// <summary>No answer means that an address is invalid for good: the user is the identity itself.</summary>
    public static DeliveryResult ResultOf(ChannelAnswer answer) => answer.ByStatus(ReasonOf(answer));

    /// <summary>The status and the service's code, and what to do where it is known.</summary>
    public static string ReasonOf(ChannelAnswer answer)
    {
        var reason = answer.Reason(CodeOf(answer.Json));
        return answer.Status switch
        {
            HttpStatusCode.Unauthorized =>
                $"{reason}: Channels__WebPubSub__AccessKey is not a key of the instance, or access keys are disabled there",
            HttpStatusCode.Forbidden =>
                $"{reason}: give the app's identity the role Web PubSub Service Owner, and let the instance's network rules admit the app",
            _ => reason,
        };
    }

    private static string? CodeOf(JsonElement? error)
    {
        if (error is not { ValueKind: JsonValueKind.Object } members
            || !members.TryGetProperty("code", out var code)
            || code.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return code.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair.
            return null;
        }
    }
}
