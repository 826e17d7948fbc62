using System.Net;
using System.Security.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Bindings;

namespace TwilioFunctions.Core.Channels.Webhook;

/// <summary>
/// Posts notifications to an HTTPS endpoint of the team's own, signed by the Standard Webhooks scheme. Each binding brings its own
/// secret, so that no setting is needed. Redirects are not followed, and only public addresses are connected to.
/// </summary>
internal sealed class WebhookChannel(
    [FromKeyedServices(ChannelNames.Webhook)] HttpClient http, IOptions<WebhookChannelOptions> options, TimeProvider time) : INotificationChannel
{
    /// <inheritdoc />
    public string Name => ChannelNames.Webhook;

    /// <inheritdoc />
    public string? MissingSetting => null;

    /// <inheritdoc />
    public async Task<DeliveryResult> SendAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        var address = (WebhookAddress)delivery.Binding.Address;
        if (!Uri.TryCreate(address.Url, UriKind.Absolute, out var url) || !options.Value.Allows(url))
            return DeliveryResult.Rejected($"The binding's URL is not {WebhookChannelOptions.UrlRule}.");
        using var request = WebhookRequest.Create(delivery, url, address, time.GetUtcNow());
        if (request is null)
            return DeliveryResult.Rejected("The binding's secret is not whsec_ and base64 of 24 to 64 bytes.");

        try
        {
            return ResultOf(await http.AskAsync(request, time, cancellationToken));
        }
        catch (HttpRequestException failure) when (failure.InnerException is AddressRefusedException refused)
        {
            return DeliveryResult.Rejected(refused.Message);
        }
        catch (HttpRequestException failure) when (failure.InnerException is AuthenticationException)
        {
            return DeliveryResult.Rejected("TLS failed: the endpoint's certificate is not valid for its host, or it speaks no TLS that we do.");
        }
    }

    // As the specification suggests, beyond what any status means: 410 ends the subscription, a redirect is to be registered itself.
    private static DeliveryResult ResultOf(ChannelAnswer answer) => answer.Status switch
    {
        HttpStatusCode.Gone => DeliveryResult.Gone(answer.Reason()),
        // 425, which .NET has no name for: https://www.rfc-editor.org/rfc/rfc8470#section-5.2
        (HttpStatusCode)425 => DeliveryResult.Retry(answer.Reason(), answer.RetryAfter),
        >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest =>
            DeliveryResult.Rejected($"{answer.Reason()}: redirects are not followed, register the URL that it leads to"),
        _ => answer.ByStatus(answer.Reason()),
    };
}
