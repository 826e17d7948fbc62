using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.AppSettings;

namespace TwilioFunctions.Core.CallNotifications;

/// <summary>Registers what receives and delivers call notifications; the bindings and the channels register themselves.</summary>
public static class CallNotificationRegistration
{
    /// <summary>Adds the receiver, the dispatcher and their options, which are checked when the app starts.</summary>
    public static IServiceCollection AddCallNotifications(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<CallNotificationOptions>()
            .BindSection(configuration.GetSection(CallNotificationOptions.Section))
            .PostConfigure(options => options.UrlSecret = options.UrlSecret?.Trim())
            .ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<CallNotificationOptions>, CallNotificationOptionsValidation>()
            .AddSingleton<UnboundSignatures>()
            .AddSingleton<NotificationChannels>()
            .AddSingleton<CallNotificationReceiver>()
            .AddSingleton<INotificationClaims, NotificationClaimStore>()
            .AddSingleton<IDeliveryAttempts, DeliveryAttemptStore>()
            .AddSingleton<DeliveryAttemptRecorder>()
            .AddSingleton<NotificationSender>()
            .AddSingleton<BindingNotifier>()
            .AddSingleton<AttemptRunner>()
            .AddSingleton<CallNotificationDispatcher>();
    }
}
