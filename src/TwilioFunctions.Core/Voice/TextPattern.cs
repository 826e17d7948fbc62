using System.Text.RegularExpressions;

namespace TwilioFunctions.Core.Voice;

/// <summary>Texts of settings in which <c>*</c> stands for any characters; compared whatever their case.</summary>
internal static class TextPattern
{
    // Without backtracking: the text comes from outside, and must not decide how long it takes.
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking;

    /// <summary>Whether one of <paramref name="patterns"/> matches the whole of <paramref name="text"/>.</summary>
    public static bool MatchesAny(IEnumerable<string> patterns, string? text) =>
        text is not null && patterns.Any(pattern => Matches(pattern, text));

    /// <summary>Whether <paramref name="pattern"/> matches the whole of <paramref name="text"/>.</summary>
    public static bool Matches(string pattern, string text) =>
        Regex.IsMatch(text, $@"\A{string.Join(".*", pattern.Split('*').Select(Regex.Escape))}\z", Options);
}
