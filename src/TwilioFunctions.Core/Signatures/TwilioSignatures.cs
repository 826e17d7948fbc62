using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.AppSettings;

namespace TwilioFunctions.Core.Signatures;

/// <summary>Registers what verifies signatures.</summary>
public static class TwilioSignatures
{
    /// <summary>
    /// Adds the <see cref="SignatureVerifier"/> and its <see cref="TwilioOptions"/>, which are checked when the app starts.
    /// </summary>
    /// <param name="services">The app's services.</param>
    /// <param name="configuration">The app's configuration, with the environment variables that Azure sets.</param>
    public static IServiceCollection AddTwilioSignatures(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TwilioOptions>()
            .BindSection(configuration.GetSection(TwilioOptions.Section))
            .ValidateOnStart();
        return services
            .AddSingleton(AzureHosting.From(configuration))
            .AddSingleton<IPostConfigureOptions<TwilioOptions>, ConfigureTwilioOptions>()
            .AddSingleton<IValidateOptions<TwilioOptions>, ValidateTwilioOptions>()
            .AddSingleton<SignatureVerifier>();
    }
}
