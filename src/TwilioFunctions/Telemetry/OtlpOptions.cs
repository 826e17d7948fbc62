using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using OpenTelemetry.Exporter;

namespace TwilioFunctions.Telemetry;

/// <summary>
/// The standard variables of the exporter of spans and metrics: https://opentelemetry.io/docs/specs/otel/protocol/exporter. Without an
/// endpoint nothing is exported: the specification's default, a collector on this machine, doesn't exist in Azure.
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

    /// <summary>The value of a variable; null if it is missing or empty.</summary>
    public string? this[string name] => variables[name] is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    /// <summary>Returns the names of a variable: for both signals, for spans, for metrics.</summary>
    public static IEnumerable<string> NamesOf(string variable) => [Prefix + variable, Prefix + Traces + variable, Prefix + Metrics + variable];

    /// <summary>Reads the app's settings from now on.</summary>
    public OtlpOptions ReadFrom(IConfiguration configuration)
    {
        variables = configuration;
        return this;
    }

    /// <summary>Overrides the variables of both signals, which the exporter has read, with those of spans.</summary>
    internal void ApplyTracesTo(OtlpExporterOptions exporter) => Apply(Traces, exporter);

    /// <summary>Overrides the variables of both signals, which the exporter has read, with those of metrics.</summary>
    internal void ApplyMetricsTo(OtlpExporterOptions exporter) => Apply(Metrics, exporter);

    private bool Exports(string signal) =>
        !bool.TrueString.Equals(this["OTEL_SDK_DISABLED"], StringComparison.OrdinalIgnoreCase)
        && (this[Prefix + "ENDPOINT"] ?? this[Prefix + signal + "ENDPOINT"]) is not null;

    private void Apply(string signal, OtlpExporterOptions exporter)
    {
        if (this[Prefix + signal + "ENDPOINT"] is { } endpoint)
            exporter.Endpoint = new Uri(endpoint);
        if (this[Prefix + signal + "PROTOCOL"] is { } protocol)
            exporter.Protocol = protocol == OtlpOptionsValidator.Http ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        if (this[Prefix + signal + "HEADERS"] is { } headers)
            exporter.Headers = headers;
        if (this[Prefix + signal + "TIMEOUT"] is { } timeout)
            exporter.TimeoutMilliseconds = int.Parse(timeout, System.Globalization.CultureInfo.InvariantCulture);
    }
}

/// <summary>Stops the app at start with a sentence for each invalid variable, which OpenTelemetry would ignore silently.</summary>
internal sealed class OtlpOptionsValidator : IValidateOptions<OtlpOptions>
{
    public const string Grpc = "grpc";
    public const string Http = "http/protobuf";

    private const string RatioSampler = "traceidratio";

    private static readonly string[] Samplers =
        ["always_on", "always_off", RatioSampler, "parentbased_always_on", "parentbased_always_off", "parentbased_" + RatioSampler];

    private static readonly Rule[] Rules =
    [
        .. Each("ENDPOINT", IsUrl, "an absolute http or https URL"),
        .. Each("PROTOCOL", value => value is Grpc or Http, $"{Grpc} or {Http}"),
        .. Each("HEADERS", IsList, "a list such as api-key=abc,tenant=1"),
        .. Each("TIMEOUT", IsMilliseconds, "a number of milliseconds above 0"),
        new("OTEL_METRIC_EXPORT_INTERVAL", IsMilliseconds, "a number of milliseconds above 0"),
        new("OTEL_TRACES_SAMPLER", value => Samplers.Contains(value, StringComparer.OrdinalIgnoreCase), $"one of {string.Join(", ", Samplers)}"),
        new("OTEL_TRACES_SAMPLER_ARG", IsRatio, "a number from 0 to 1"),
        new("OTEL_SDK_DISABLED", value => bool.TryParse(value, out _), "true or false"),
    ];

    public ValidateOptionsResult Validate(string? name, OtlpOptions options)
    {
        if (!options.ExportsTraces && !options.ExportsMetrics)
            return ValidateOptionsResult.Success;
        string[] failures =
        [
            .. from rule in Rules
               where options[rule.Name] is { } value && Counts(rule, options) && !rule.IsRight(value)
               select $"{rule.Name} is not {rule.Kind}.",
        ];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    // Samplers of other kinds have other arguments.
    private static bool Counts(Rule rule, OtlpOptions options) =>
        rule.Name != "OTEL_TRACES_SAMPLER_ARG" || options["OTEL_TRACES_SAMPLER"]?.EndsWith(RatioSampler, StringComparison.OrdinalIgnoreCase) == true;

    private static IEnumerable<Rule> Each(string variable, Func<string, bool> isRight, string kind) =>
        OtlpOptions.NamesOf(variable).Select(name => new Rule(name, isRight, kind));

    private static bool IsUrl(string value) => Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme is ("http" or "https");

    private static bool IsList(string value) => value.Split(',').All(pair => pair.Trim().IndexOf('=', StringComparison.Ordinal) > 0);

    private static bool IsMilliseconds(string value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0;

    private static bool IsRatio(string value) => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var ratio) && ratio is >= 0 and <= 1;

    private sealed record Rule(string Name, Func<string, bool> IsRight, string Kind);
}
