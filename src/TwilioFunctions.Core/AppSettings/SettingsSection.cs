using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace TwilioFunctions.Core.AppSettings;

/// <summary>
/// Binds a section of the app's own. A name that is misspelled and a value that can't be read stop the app: the configuration's binder
/// ignores the one without a word, and reports the other with the names of .NET types. Sections that Azure or others read too, such as
/// <c>AzureWebJobsStorage</c>, aren't bound so.
/// </summary>
internal static class SettingsSection
{
    /// <summary>Binds options to a section, and validates them when the app starts.</summary>
    public static OptionsBuilder<TOptions> AddOptions<TOptions, TValidator>(this IServiceCollection services, IConfigurationSection section)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.AddSingleton<IValidateOptions<TOptions>, TValidator>();
        return services.AddOptions<TOptions>().BindSection(section).ValidateOnStart();
    }

    /// <summary>Checks names and values, then binds.</summary>
    public static OptionsBuilder<T> BindSection<T>(this OptionsBuilder<T> builder, IConfigurationSection section)
        where T : class =>
        builder.Configure(options =>
        {
            Check(builder, SectionCheck.Problems(section, typeof(T)));
            section.Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        });

    /// <summary>Checks the names alone, for a section whose values have a reader of their own.</summary>
    public static OptionsBuilder<T> CheckNames<T>(this OptionsBuilder<T> builder, IConfigurationSection section)
        where T : class =>
        builder.Configure(_ => Check(builder, SectionCheck.UnknownNames(section, SectionCheck.NamesOf(typeof(T)))));

    /// <summary>Checks that a section holds no other sections than these.</summary>
    public static IServiceCollection AddSections(this IServiceCollection services, IConfigurationSection parent, params string[] sections)
    {
        var names = sections.Select(section => section[(parent.Path.Length + 1)..]).ToArray();
        services.AddOptions<Subsections>(parent.Path)
            .Configure(_ => Check<Subsections>(parent.Path, SectionCheck.UnknownNames(parent, names)))
            .ValidateOnStart();
        return services;
    }

    private static void Check<T>(OptionsBuilder<T> builder, IEnumerable<string> problems)
        where T : class => Check<T>(builder.Name, problems);

    private static void Check<T>(string name, IEnumerable<string> problems)
    {
        string[] failures = [.. problems];
        if (failures.Length > 0)
            throw new WrongNamesException(name, typeof(T), failures);
    }

    /// <summary>Options without members: their making checks the names of a section that holds sections alone.</summary>
    private sealed class Subsections;
}

/// <summary>Thrown for names that nothing reads and values that can't be read. Its sentences name settings as they are set.</summary>
internal sealed class WrongNamesException(string optionsName, Type optionsType, IEnumerable<string> failures)
    : OptionsValidationException(optionsName, optionsType, failures);
