using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace TwilioFunctions.Core.Telemetry;

/// <summary>
/// The standard variables that say where spans and metrics go: https://opentelemetry.io/docs/specs/otel/protocol/exporter. Without an
/// endpoint nothing is exported: the specification's default is a collector on this machine, and Azure has none.
/// </summary>
internal sealed class OtlpOptions
{
    /// <summary>The variables of both signals, and of one.</summary>
    public const string Prefix = "OTEL_EXPORTER_OTLP_";

    public const string Traces = "TRACES_";
    public const string Metrics = "METRICS_";

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

    private bool Exports(string signal) =>
        !bool.TrueString.Equals(this["OTEL_SDK_DISABLED"], StringComparison.OrdinalIgnoreCase)
        && (this[Prefix + "ENDPOINT"] ?? this[Prefix + signal + "ENDPOINT"]) is not null;
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
               select $"{rule.Name} must be {rule.Kind}.",
        ];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    // Samplers of other kinds ignore it.
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

/// <summary>Registers the check of OpenTelemetry's variables.</summary>
internal static class OtlpRegistration
{
    /// <summary>Adds the <see cref="OtlpOptions"/>, which are checked when the app starts. The app adds the export.</summary>
    public static IServiceCollection AddOtlpSettings(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<OtlpOptions>().Configure(options => options.ReadFrom(configuration)).ValidateOnStart();
        return services.AddSingleton<IValidateOptions<OtlpOptions>, OtlpOptionsValidator>();
    }
}
