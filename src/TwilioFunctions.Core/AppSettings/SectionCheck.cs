using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace TwilioFunctions.Core.AppSettings;

/// <summary>Finds, in a section of settings, names that nothing reads and values that can't be read, by the options class of the section.</summary>
internal static class SectionCheck
{
    /// <summary>A sentence for each problem. Settings are named as they are written in app settings.</summary>
    public static IEnumerable<string> Problems(IConfigurationSection section, Type type)
    {
        var members = MembersOf(type);
        return UnknownNames(section, members.Keys)
            .Concat(section.GetChildren().SelectMany(setting => members.TryGetValue(setting.Key, out var member) ? ProblemsOf(setting, member) : []));
    }

    /// <summary>A sentence for each setting directly in the section that has another name than these.</summary>
    public static IEnumerable<string> UnknownNames(IConfigurationSection section, IReadOnlyCollection<string> names) => section.GetChildren()
        .Where(setting => !names.Contains(setting.Key, StringComparer.OrdinalIgnoreCase))
        .Select(setting =>
            $"{NameOf(setting)} isn't a setting. Did you mean {NameOf(section)}__{NearestName.To(setting.Key, names)}? The settings in its place are {string.Join(", ", names)}.");

    public static IReadOnlyCollection<string> NamesOf(Type type) => MembersOf(type).Keys;

    /// <summary>What a value of this type must be, as the end of a sentence; null for a type that takes any text.</summary>
    public static string? Expected(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        { IsEnum: true } words => $"must be one of {string.Join(", ", Enum.GetNames(words))}.",
        var number when number == typeof(int) => "must be a whole number.",
        var truth when truth == typeof(bool) => "must be true or false.",
        var period when period == typeof(TimeSpan) => "must be a time span, such as 00:00:30.",
        var url when url == typeof(Uri) => "must be an absolute URL.",
        _ => null,
    };

    public static string NameOf(IConfigurationSection setting) => NameOf(setting.Path);

    public static string NameOf(string path) => path.Replace(":", "__", StringComparison.Ordinal);

    private static Dictionary<string, Type> MembersOf(Type type) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .ToDictionary(member => member.Name, member => member.PropertyType, StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<string> ProblemsOf(IConfigurationSection setting, Type type)
    {
        if (IsOurs(type))
            return ValueOfSection(setting, $"its settings are {string.Join(", ", NamesOf(type).Select(name => $"{NameOf(setting)}__{name}"))}").Concat(Problems(setting, type));
        if (!type.IsGenericType || Nullable.GetUnderlyingType(type) is not null)
            return Nested(setting).Concat(Value(setting, type));
        var items = setting.GetChildren();
        return type.GetGenericArguments() switch
        {
            [var item] when IsOurs(item) => Numbered(setting).Concat(items.Where(IsNumbered).SelectMany(child => Problems(child, item))),
            [_] => ValueOfSection(setting, $"it is a list, whose items are {NameOf(setting)}__0, {NameOf(setting)}__1 and so on").Concat(items.SelectMany(Nested)),
            _ => ValueOfSection(setting, $"it is a list of names and values, such as {NameOf(setting)}__name").Concat(items.SelectMany(Nested)),
        };
    }

    /// <summary>A list of objects, whose number in a name is easily forgotten.</summary>
    private static IEnumerable<string> Numbered(IConfigurationSection list) =>
        ValueOfSection(list, $"it is a list, whose items begin with {NameOf(list)}__0__")
            .Concat(list.GetChildren().Where(item => !IsNumbered(item)).Select(item =>
                $"{NameOf(item)} isn't a setting. {NameOf(list)} is a list: its items are numbered, as in {NameOf(list)}__0__{item.Key}."));

    private static bool IsNumbered(IConfigurationSection item) => int.TryParse(item.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    // JSON leaves an empty text for an empty array or object.
    private static IEnumerable<string> ValueOfSection(IConfigurationSection setting, string instead) =>
        string.IsNullOrEmpty(setting.Value) ? [] : [$"{NameOf(setting)} can't have a value: {instead}."];

    private static IEnumerable<string> Nested(IConfigurationSection setting) =>
        setting.GetChildren().Select(child => $"{NameOf(child)} isn't a setting. {NameOf(setting)} takes a value and has no settings below it.");

    private static IEnumerable<string> Value(IConfigurationSection setting, Type type)
    {
        if (setting.Value is not { } text || Expected(type) is not { } expected || (text.Length == 0 && Nullable.GetUnderlyingType(type) is not null))
            return [];
        try
        {
            // As the binder does.
            _ = TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text);
            return [];
        }
        catch (Exception ex) when (ex is ArgumentException or FormatException or OverflowException or NotSupportedException)
        {
            return [$"{NameOf(setting)} {expected}"];
        }
    }

    private static bool IsOurs(Type type) => type.IsClass && type.Assembly == typeof(SectionCheck).Assembly;
}
