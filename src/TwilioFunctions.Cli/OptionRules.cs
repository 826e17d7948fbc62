using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace TwilioFunctions.Cli;

/// <summary>What several options demand of their values.</summary>
internal static class OptionRules
{
    public static Option<T> Between<T>(this Option<T> option, T least, T most)
        where T : INumber<T>
    {
        option.Validators.Add(result =>
        {
            // What is no number at all is refused by the parser.
            var isNumber = T.TryParse(result.Tokens.SingleOrDefault()?.Value, CultureInfo.InvariantCulture, out var value);
            if (isNumber && (value! < least || value! > most))
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{option.Name} must be between {least} and {most}."));
        });
        return option;
    }

    public static Option<string> HttpUrl(this Option<string> option)
    {
        option.Validators.Add(result =>
        {
            if (!IsHttpUrl(result.GetValueOrDefault<string>()))
                result.AddError($"{option.Name} must be an absolute http or https URL.");
        });
        return option;
    }

    public static Argument<string> HttpUrl(this Argument<string> argument)
    {
        argument.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !IsHttpUrl(token.Value)))
                result.AddError($"'{token.Value}' isn't a valid http(s) URL.");
        });
        return argument;
    }

    public static Option<string> NotEmpty(this Option<string> option)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.Tokens[0].Value.Length == 0)
                result.AddError($"{option.Name} must not be empty.");
        });
        return option;
    }

    /// <summary>A number and its unit, for instance <c>90s</c>, <c>15m</c> or <c>1h</c>.</summary>
    public static Option<TimeSpan> Duration(this Option<TimeSpan> option, TimeSpan most)
    {
        option.CustomParser = result =>
        {
            var text = result.Tokens.SingleOrDefault()?.Value ?? "";
            var unit = text.Length == 0 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3_600, _ => 0 };
            var isNumber = int.TryParse(text.AsSpan(0, Math.Max(0, text.Length - 1)), NumberStyles.None, CultureInfo.InvariantCulture, out var number);
            if (isNumber && unit > 0 && (long)number * unit is > 0 and var seconds && seconds <= most.TotalSeconds)
                return TimeSpan.FromSeconds(seconds);
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{option.Name} must be a number and s, m or h, up to {most.TotalHours}h."));
            return TimeSpan.Zero;
        };
        return option;
    }

    /// <summary>Values that all have a name.</summary>
    public static Option<string[]> NameAndValue(this Option<string[]> option)
    {
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !NamedValues.Is(token.Value)))
                result.AddError($"{option.Name} takes name=value, and '{token.Value}' is none.");
        });
        return option;
    }

    /// <summary>The value of an option that is named without one.</summary>
    public static Option<double> OrWithoutValue(this Option<double> option, double value)
    {
        option.CustomParser = result =>
        {
            if (result.Tokens.Count == 0)
                return value;
            if (!double.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var number))
                result.AddError($"{option.Name} must be a number.");
            return number;
        };
        return option;
    }

    private static bool IsHttpUrl(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is ("http" or "https");
}

/// <summary>Values that are given as <c>name=value</c>.</summary>
internal static class NamedValues
{
    /// <summary>Whether it has a name.</summary>
    public static bool Is(string text) => text.IndexOf('=', StringComparison.Ordinal) > 0;

    /// <summary>The value is everything after the first equals sign.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(IEnumerable<string>? texts) => [.. (texts ?? []).Select(Split)];

    private static KeyValuePair<string, string> Split(string text)
    {
        var end = text.IndexOf('=', StringComparison.Ordinal);
        return KeyValuePair.Create(text[..end], text[(end + 1)..]);
    }
}
