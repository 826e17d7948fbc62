using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.AppSettings;

namespace TwilioFunctions.Core.CallNotifications.Channels.Fcm;

/// <summary>Registers the channel.</summary>
public static class FcmRegistration
{
    /// <summary>Adds <see cref="FcmChannel"/> and its <see cref="FcmOptions"/>, which are checked when the app starts.</summary>
    public static IServiceCollection AddFcmChannel(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<FcmOptions>()
            .BindSection(configuration.GetSection(FcmOptions.Section))
            .ValidateOnStart();
        return services
            .AddSingleton<IPostConfigureOptions<FcmOptions>, ConfigureFcmOptions>()
            .AddSingleton<IValidateOptions<FcmOptions>, ValidateFcmOptions>()
            .AddKeyedSingleton(ChannelNames.Fcm, (_, _) => ChannelHttpClient.Create())
            .AddSingleton<INotificationChannel, FcmChannel>();
    }
}
