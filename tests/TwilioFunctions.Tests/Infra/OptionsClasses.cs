using System.Collections;
using System.Reflection;
using TwilioFunctions.Core;

namespace TwilioFunctions.Tests.Infra;

/// <summary>The settings of all options classes of Core: those with a section.</summary>
internal static class OptionsClasses
{
    public static IEnumerable<string> Settings =>
        from type in typeof(CoreRegistration).Assembly.GetTypes()
        let section = type.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue() as string
        where section is not null
        from setting in Of(type, section.Replace(":", "__", StringComparison.Ordinal))
        select setting;

    private static IEnumerable<string> Of(Type type, string name)
    {
        if (IsOne(type))
            return [name];
        if (ItemOf(type) is { } item)
            return Of(item, $"{name}__{ArmText.Unknown}");
        return type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite || ItemOf(property.PropertyType) is not null)
            .SelectMany(property => Of(property.PropertyType, $"{name}__{property.Name}"));
    }

    /// <summary>Whether one setting says it.</summary>
    private static bool IsOne(Type type) =>
        Nullable.GetUnderlyingType(type) is not null || type.IsValueType || type == typeof(string) || type == typeof(Uri);

    private static Type? ItemOf(Type type) =>
        type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type) ? type.GetGenericArguments()[^1] : null;
}
