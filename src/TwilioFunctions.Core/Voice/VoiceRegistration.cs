using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.AppSettings;

namespace TwilioFunctions.Core.Voice;

/// <summary>Registers what answers incoming calls.</summary>
public static class VoiceRegistration
{
    /// <summary>Adds the <see cref="IncomingCallAnswerer"/> and the rules of the settings, whose place another <see cref="IIncomingCallHandler"/> may take.</summary>
    public static IServiceCollection AddIncomingCalls(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<VoiceOptions>()
            .BindSection(configuration.GetSection(VoiceOptions.Section))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<VoiceOptions>, ValidateVoiceOptions>();
        services.TryAddSingleton<IIncomingCallHandler, RuleBasedCallHandler>();
        return services.AddSingleton<IncomingCallAnswerer>();
    }
}
