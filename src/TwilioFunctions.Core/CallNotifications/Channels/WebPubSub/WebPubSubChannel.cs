using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Azure.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace TwilioFunctions.Core.CallNotifications.Channels.WebPubSub;

/// <summary>
/// Sends notifications to every connection of a client identity over Azure Web PubSub. The service takes a message also when nobody is
/// connected, so it is asked first; then the attempt is to be repeated, because an app may connect again while the phone rings. Over
/// REST, because Azure.Messaging.WebPubSub is not on every feed.
/// </summary>
public sealed class WebPubSubChannel(
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
