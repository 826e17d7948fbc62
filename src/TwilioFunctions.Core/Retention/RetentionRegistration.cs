using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.AppSettings;

namespace TwilioFunctions.Core.Retention;

/// <summary>Registers what removes rows that have been kept long enough.</summary>
public static class RetentionRegistration
{
    /// <summary>Adds <see cref="ExpiredRowSweeper"/>, what leads it, and its <see cref="RetentionOptions"/>, which are checked when the app starts.</summary>
    public static IServiceCollection AddRetention(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<RetentionOptions>().CheckNames(configuration.GetSection(RetentionOptions.Section)).ValidateOnStart();
        return services
            .AddSingleton<IConfigureOptions<RetentionOptions>>(new ConfigureRetentionOptions(configuration))
            .AddSingleton<IValidateOptions<RetentionOptions>, ValidateRetentionOptions>()
            .AddSingleton<RetentionIndex>()
            .AddSingleton<ExpiredRowSweeper>();
    }
}
