using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.AppSettings;

namespace TwilioFunctions.Core.CallNotifications.Channels.Apns;

/// <summary>Registers the channel.</summary>
public static class ApnsRegistration
{
    /// <summary>Adds <see cref="ApnsChannel"/> and its <see cref="ApnsOptions"/>, which are checked when the app starts.</summary>
    public static IServiceCollection AddApnsChannel(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<ApnsOptions>()
            .BindSection(configuration.GetSection(ApnsOptions.Section))
            .ValidateOnStart();
        return services
            .AddSingleton<IPostConfigureOptions<ApnsOptions>, ConfigureApnsOptions>()
            .AddSingleton<IValidateOptions<ApnsOptions>, ValidateApnsOptions>()
            .AddKeyedSingleton(ChannelNames.Apns, (_, _) => ChannelHttpClient.Create(ApnsConnections.CreateHandler()))
            .AddSingleton<INotificationChannel, ApnsChannel>();
    }
}
