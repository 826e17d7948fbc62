using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace TwilioFunctions.Core.AppSettings;

/// <summary>
/// Names items of lists as they are set. The configuration's binder closes gaps: a validator sees <c>Accounts__0</c> and
/// <c>Accounts__3</c> at the positions 0 and 1.
/// </summary>
internal static partial class ListIndexes
{
    /// <summary>Replaces positions by configured indexes in each setting that a sentence names.</summary>
    public static string Restore(string sentence, IConfiguration configuration) =>
        Setting.Replace(sentence, setting => Restore(setting.Value.Split("__"), configuration));

    private static string Restore(string[] names, IConfiguration configuration)
    {
        for (var i = 1; i < names.Length; i++)
        {
            if (!int.TryParse(names[i], NumberStyles.None, CultureInfo.InvariantCulture, out var position))
                continue;
            var list = configuration.GetSection(string.Join(':', names[..i]));
            // Without an item at the position, the sentence names a setting that is missing.
            if (list.GetChildren().ElementAtOrDefault(position) is { } item)
                names[i] = item.Key;
        }
        return string.Join("__", names);
    }

    [GeneratedRegex(@"\w+__\w+")]
    private static partial Regex Setting { get; }
}
