using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.AppSettings;

namespace TwilioFunctions.Core.CallNotifications.Channels.WebPubSub;

/// <summary>Registers the channel of Azure Web PubSub.</summary>
public static class WebPubSubRegistration
{
    /// <summary>
    /// Adds the <see cref="WebPubSubChannel"/>, the <see cref="WebPubSubNegotiation"/> and their <see cref="WebPubSubOptions"/>, which are
    /// checked when the app starts.
    /// </summary>
    public static IServiceCollection AddWebPubSubChannel(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<WebPubSubOptions>()
            .BindSection(configuration.GetSection(WebPubSubOptions.Section))
            .ValidateOnStart();
        return services
            .AddSingleton<IPostConfigureOptions<WebPubSubOptions>, ConfigureWebPubSubOptions>()
            .AddSingleton<IValidateOptions<WebPubSubOptions>, ValidateWebPubSubOptions>()
            .AddKeyedSingleton(ChannelNames.WebPubSub, (_, _) => ChannelHttpClient.Create())
            .AddSingleton(Authorization)
            .AddSingleton<INotificationChannel, WebPubSubChannel>()
            .AddSingleton<WebPubSubNegotiation>();
    }

    private static WebPubSubAuthorization Authorization(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<WebPubSubOptions>>().Value;
        var credential = options.AccessKey is null
            ? new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = options.ClientId })
            : null;
        return new WebPubSubAuthorization(options.AccessKey, credential, provider.GetRequiredService<TimeProvider>());
    }
}
