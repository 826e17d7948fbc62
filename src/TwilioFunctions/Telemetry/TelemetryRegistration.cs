using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace TwilioFunctions.Telemetry;

/// <summary>Registers the export of spans and metrics.</summary>
internal static class TelemetryRegistration
{
    /// <summary>Adds <see cref="TelemetryExport"/> where a variable names a collector; without one nothing listens, and nothing costs.</summary>
    public static IServiceCollection AddTelemetryExport(this IServiceCollection services, IConfiguration configuration)
    {
        var options = new OtlpOptions().ReadFrom(configuration);
        if (!options.ExportsTraces && !options.ExportsMetrics)
            return services;

        services.AddOptions<OtlpOptions>().Configure(read => read.ReadFrom(configuration)).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<OtlpOptions>, ValidateOtlpOptions>()
            .AddHostedService<TelemetryExport>();
    }
}
