using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace TwilioFunctions.Core.AppSettings;

/// <summary>Checks all settings at once, as the app does when it starts.</summary>
internal static partial class StartupSettings
{
    /// <summary>Returns a sentence for each wrong setting of these services; none if the app can start.</summary>
    public static IReadOnlyList<string> Problems(IServiceProvider services)
    {
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (Exception ex) when (ex is OptionsValidationException or AggregateException or InvalidOperationException)
        {
            // A section may depend on another one that is wrong, whose sentences it then repeats.
            var configuration = services.GetRequiredService<IConfiguration>();
            return [.. Sentences(ex, configuration).Distinct(StringComparer.Ordinal)];
        }
    }

    private static IEnumerable<string> Sentences(Exception exception, IConfiguration configuration) => exception switch
    {
        WrongNamesException wrong => wrong.Failures,
        OptionsValidationException wrong => wrong.Failures.Select(failure => ListIndexes.Restore(failure, configuration)),
        AggregateException several => several.InnerExceptions.SelectMany(inner => Sentences(inner, configuration)),
        // In a list, the exception that names the setting stands within a general one.
        _ when Innermost(exception) is { } unreadable => [Sentence(unreadable)],
        _ => throw exception,
    };

    private static Match? Innermost(Exception exception)
    {
        Match? innermost = null;
        for (var inner = exception; inner is not null; inner = inner.InnerException!)
        {
            if (Unreadable.Match(inner.Message) is { Success: true } match)
                innermost = match;
        }
        return innermost;
    }

    private static string Sentence(Match unreadable)
    {
        var expected = Type.GetType(unreadable.Groups["type"].Value) ?? typeof(Uri).Assembly.GetType(unreadable.Groups["type"].Value);
        return $"{SectionCheck.NameOf(unreadable.Groups["path"].Value)} {(expected is null ? null : SectionCheck.Expected(expected)) ?? "can't be read."}";
    }

    // The sentence of the configuration's binder, for a section that others read too.
    [GeneratedRegex("at '(?<path>[^']+)' to type '(?<type>[^']+)'")]
    private static partial Regex Unreadable { get; }
}
