using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.AppSettings;

namespace TwilioFunctions.Core.Proxy;

/// <summary>Registers what answers Twilio Proxy.</summary>
public static class ProxyRegistration
{
    /// <summary>Adds what decides and answers, and the policy of the settings, whose place another <see cref="IInterceptPolicy"/> may take.</summary>
    public static IServiceCollection AddProxy(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<ProxyOptions>()
            .BindSection(configuration.GetSection(ProxyOptions.Section))
            .PostConfigure(Clean)
            .ValidateOnStart();
        services.TryAddSingleton<IInterceptPolicy, SettingsInterceptPolicy>();
        return services
            .AddSingleton<IValidateOptions<ProxyOptions>, ValidateProxyOptions>()
            .AddSingleton<InterceptDecider>()
            .AddSingleton<OutOfSessionAnswerer>();
    }

    /// <summary>Takes away the whitespace of pasted words. An empty pattern, which stands for one that is not set, would be found in every message.</summary>
    private static void Clean(ProxyOptions options)
    {
        options.OnPolicyFailure = options.OnPolicyFailure.Trim();
        options.BlockedBodyPattern = string.IsNullOrEmpty(options.BlockedBodyPattern) ? null : options.BlockedBodyPattern;
        options.OutOfSession.Message = string.IsNullOrWhiteSpace(options.OutOfSession.Message) ? null : options.OutOfSession.Message;
        foreach (var patterns in (IList<string>[])[options.BlockedParticipants, options.AllowedParticipants, options.BlockedNumbers, options.AllowedNumbers])
        {
            for (var index = 0; index < patterns.Count; index++)
                patterns[index] = patterns[index]?.Trim() ?? "";
        }
    }
}
