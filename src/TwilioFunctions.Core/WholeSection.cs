using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace TwilioFunctions.Core;

/// <summary>
/// Binds a section that holds lists of rules. A member that is misspelled or cannot be read stops the app: the configuration's binder
/// would leave out the whole rule without a word, or, when told to be strict, name the member but not the rule.
/// </summary>
internal static class WholeSection
{
    public static OptionsBuilder<T> BindWhole<T>(this OptionsBuilder<T> builder, IConfigurationSection section)
        where T : class =>
        builder.Configure(options =>
        {
            string[] unknown = [.. UnknownMembers(section, typeof(T))];
            if (unknown.Length > 0)
                throw new OptionsValidationException(builder.Name, typeof(T), unknown);
            section.Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        });

    /// <summary>A sentence for each setting that nothing reads.</summary>
    private static IEnumerable<string> UnknownMembers(IConfigurationSection section, Type type)
    {
        var members = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).ToDictionary(member => member.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var setting in section.GetChildren())
        {
            var problems = members.TryGetValue(setting.Key, out var member)
                ? Objects(setting, member.PropertyType).SelectMany(found => UnknownMembers(found.Section, found.Type))
                : [$"{setting.Path.Replace(":", "__", StringComparison.Ordinal)} is no setting: in its place there are {string.Join(", ", members.Keys)}."];
            foreach (var problem in problems)
                yield return problem;
        }
    }

    /// <summary>The objects with members of ours that a setting holds: itself, those of a list, or none.</summary>
    private static IEnumerable<(IConfigurationSection Section, Type Type)> Objects(IConfigurationSection setting, Type type)
    {
        if (IsOurs(type))
            return [(setting, type)];
        return type.IsGenericType && type.GetGenericArguments() is [var item] && IsOurs(item) ? setting.GetChildren().Select(child => (child, item)) : [];
    }

    private static bool IsOurs(Type type) => type.IsClass && type.Assembly == typeof(WholeSection).Assembly;
}
