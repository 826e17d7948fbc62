using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.AppSettings;

namespace TwilioFunctions.Core.CallNotifications.Channels.Webhook;

/// <summary>Registers the webhook channel.</summary>
public static class WebhookRegistration
{
    /// <summary>Adds the <see cref="WebhookChannel"/> and its <see cref="WebhookChannelOptions"/>, which are checked when the app starts.</summary>
    public static IServiceCollection AddWebhookChannel(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<WebhookChannelOptions>()
            .BindSection(configuration.GetSection(WebhookChannelOptions.Section))
            .ValidateOnStart();
        return services
            .AddSingleton<IPostConfigureOptions<WebhookChannelOptions>, ConfigureWebhookOptions>()
            .AddSingleton<IValidateOptions<WebhookChannelOptions>, ValidateWebhookOptions>()
            .AddKeyedSingleton(ChannelNames.Webhook, (provider, _) => ChannelHttpClient.Create(
                CreateHandler(provider.GetRequiredService<IOptions<WebhookChannelOptions>>().Value, Dns.GetHostAddressesAsync)))
            .AddSingleton<INotificationChannel, WebhookChannel>();
    }

    /// <summary>The channels' handler with guarded connections; what strangers answer is read no further than it must be.</summary>
    internal static SocketsHttpHandler CreateHandler(WebhookChannelOptions options, HostResolver resolve)
    {
        var handler = ChannelHttpClient.CreateHandler();
        handler.ConnectCallback = new GuardedConnections(options, resolve).ConnectAsync;
        handler.MaxResponseHeadersLength = 16;
        handler.MaxResponseDrainSize = ChannelAnswer.MaxBody;
        return handler;
    }
}
