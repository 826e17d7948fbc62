using System.Globalization;
using Microsoft.Extensions.Options;

namespace TwilioFunctions.Telemetry;

/// <summary>Stops the app at start with a sentence for each variable that OpenTelemetry would ignore without a word.</summary>
internal sealed class ValidateOtlpOptions : IValidateOptions<OtlpOptions>
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

    // What a sampler of another kind takes is none of our business.
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
