using Microsoft.Extensions.Configuration;
using OpenTelemetry.Exporter;

namespace TwilioFunctions.Telemetry;

/// <summary>
/// The standard variables that say where spans and metrics go: https://opentelemetry.io/docs/specs/otel/protocol/exporter. Without an
/// endpoint nothing is exported; the specification's default, a collector on this machine, is none in Azure.
/// </summary>
internal sealed class OtlpOptions
{
    /// <summary>The variables of both signals, and of one.</summary>
    public const string Prefix = "OTEL_EXPORTER_OTLP_";

    private const string Traces = "TRACES_";
    private const string Metrics = "METRICS_";

    private IConfiguration variables = new ConfigurationManager();

    /// <summary>Whether spans are exported.</summary>
    public bool ExportsTraces => Exports(Traces);

    /// <summary>Whether metrics are exported.</summary>
    public bool ExportsMetrics => Exports(Metrics);

    /// <summary>The value of a variable; null where it is not set or empty.</summary>
    public string? this[string name] => variables[name] is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    /// <summary>Every name that a variable of the exporter has: for both signals, for spans, for metrics.</summary>
    public static IEnumerable<string> NamesOf(string variable) => [Prefix + variable, Prefix + Traces + variable, Prefix + Metrics + variable];

    /// <summary>Reads the app's settings from now on.</summary>
    public OtlpOptions ReadFrom(IConfiguration configuration)
    {
        variables = configuration;
        return this;
    }

    /// <summary>The exporter has read the variables of both signals; those of one take their place.</summary>
    internal void ApplyTracesTo(OtlpExporterOptions exporter) => Apply(Traces, exporter);

    /// <inheritdoc cref="ApplyTracesTo" />
    internal void ApplyMetricsTo(OtlpExporterOptions exporter) => Apply(Metrics, exporter);

    private bool Exports(string signal) =>
        !bool.TrueString.Equals(this["OTEL_SDK_DISABLED"], StringComparison.OrdinalIgnoreCase)
        && (this[Prefix + "ENDPOINT"] ?? this[Prefix + signal + "ENDPOINT"]) is not null;

    private void Apply(string signal, OtlpExporterOptions exporter)
    {
        if (this[Prefix + signal + "ENDPOINT"] is { } endpoint)
            exporter.Endpoint = new Uri(endpoint);
        if (this[Prefix + signal + "PROTOCOL"] is { } protocol)
            exporter.Protocol = protocol == ValidateOtlpOptions.Http ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        if (this[Prefix + signal + "HEADERS"] is { } headers)
            exporter.Headers = headers;
        if (this[Prefix + signal + "TIMEOUT"] is { } timeout)
            exporter.TimeoutMilliseconds = int.Parse(timeout, System.Globalization.CultureInfo.InvariantCulture);
    }
}
