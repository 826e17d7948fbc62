using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using TwilioFunctions.Core.Telemetry;

namespace TwilioFunctions.Telemetry;

/// <summary>
/// Registers the export of the app's own spans and metrics to a collector. Log lines aren't exported: the host receives those of the worker
/// and exports them itself. Nor are the spans of HTTP requests: their URLs hold tokens.
/// </summary>
internal static class TelemetryRegistration
{
    /// <summary>
    /// Adds the export where a variable names a collector; otherwise nothing listens, and nothing costs. It starts before the worker, and
    /// sends what is left when the app's services are disposed, for up to five seconds a signal.
    /// </summary>
    /// <remarks>
    /// Without UseFunctionsWorkerDefaults of Microsoft.Azure.Functions.Worker.OpenTelemetry: with it the host drops the worker's log lines,
    /// which the alerts read.
    /// </remarks>
    public static IServiceCollection AddTelemetryExport(this IServiceCollection services, IConfiguration configuration)
    {
        var options = new OtlpOptions().ReadFrom(configuration);
        if (!options.ExportsTraces && !options.ExportsMetrics)
            return services;

        var telemetry = services.AddOpenTelemetry();
        if (options.ExportsTraces)
            telemetry.WithTracing(tracing => tracing.SetResourceBuilder(Resource(configuration)).AddSource(AppTelemetry.Name).AddOtlpExporter(exporter => Apply(options, OtlpOptions.Traces, exporter)));
        if (options.ExportsMetrics)
            telemetry.WithMetrics(metrics => metrics.SetResourceBuilder(Resource(configuration)).AddMeter(AppTelemetry.Name).AddOtlpExporter(exporter => Apply(options, OtlpOptions.Metrics, exporter)));
        return services;
    }

    // The exporter has read the variables of both signals; those of one signal win over them.
    private static void Apply(OtlpOptions options, string signal, OtlpExporterOptions exporter)
    {
        var prefix = OtlpOptions.Prefix + signal;
        if (options[prefix + "ENDPOINT"] is { } endpoint)
            exporter.Endpoint = new Uri(endpoint);
        if (options[prefix + "PROTOCOL"] is { } protocol)
            exporter.Protocol = protocol == OtlpOptionsValidator.Http ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        if (options[prefix + "HEADERS"] is { } headers)
            exporter.Headers = headers;
        if (options[prefix + "TIMEOUT"] is { } timeout)
            exporter.TimeoutMilliseconds = int.Parse(timeout, CultureInfo.InvariantCulture);
    }

    /// <summary>The function app's name, as the host calls itself; OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES win.</summary>
    private static ResourceBuilder Resource(IConfiguration configuration) => ResourceBuilder.CreateEmpty()
        .AddService(configuration["WEBSITE_SITE_NAME"] is { Length: > 0 } site ? site : AppTelemetry.Name)
        .AddTelemetrySdk()
        .AddEnvironmentVariableDetector();
}
