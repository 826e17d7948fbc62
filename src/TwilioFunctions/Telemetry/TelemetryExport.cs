using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using TwilioFunctions.Core.Telemetry;

namespace TwilioFunctions.Telemetry;

/// <summary>
/// Sends the app's own spans and metrics to a collector, from before the first run until after the last. No log lines: the host takes
/// those of the worker and exports them itself, and they would arrive twice. Nor the spans of HTTP requests: their URLs hold tokens.
/// </summary>
internal sealed partial class TelemetryExport(IOptions<OtlpOptions> options, IConfiguration configuration, ILogger<TelemetryExport> logger)
    : IHostedLifecycleService, IDisposable
{
    private OpenTelemetrySdk? sdk;

    /// <inheritdoc />
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        sdk = OpenTelemetrySdk.Create(Configure);
        LogExporting(options.Value.ExportsTraces, options.Value.ExportsMetrics);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Sends what is left, for up to five seconds a signal where the collector is away.</summary>
    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        sdk?.Dispose();
        sdk = null;
    }

    private void Configure(IOpenTelemetryBuilder builder)
    {
        // The variables that the SDK reads itself come from where the others do.
        builder.Services.AddSingleton(configuration);
        if (options.Value.ExportsTraces)
            builder.WithTracing(tracing => tracing.SetResourceBuilder(Resource()).AddSource(AppTelemetry.Name).AddOtlpExporter(options.Value.ApplyTracesTo));
        if (options.Value.ExportsMetrics)
            builder.WithMetrics(metrics => metrics.SetResourceBuilder(Resource()).AddMeter(AppTelemetry.Name).AddOtlpExporter(options.Value.ApplyMetricsTo));
    }

    /// <summary>The function app's name, as the host calls itself; OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES win.</summary>
    private ResourceBuilder Resource() => ResourceBuilder.CreateEmpty()
        .AddService(configuration["WEBSITE_SITE_NAME"] is { Length: > 0 } site ? site : AppTelemetry.Name)
        .AddTelemetrySdk()
        .AddEnvironmentVariableDetector();

    [LoggerMessage(EventId = 7001, Level = LogLevel.Information, Message = "OTLP export is on: spans {Traces}, metrics {Metrics}")]
    private partial void LogExporting(bool traces, bool metrics);
}
