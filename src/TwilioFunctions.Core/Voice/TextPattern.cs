using System.IO.Enumeration;

namespace TwilioFunctions.Core.Voice;

/// <summary>Texts of settings in which <c>*</c> stands for any characters; compared whatever their case.</summary>
internal static class TextPattern
{
    /// <summary>Whether one of <paramref name="patterns"/> matches the whole of <paramref name="text"/>.</summary>
    public static bool MatchesAny(IEnumerable<string> patterns, string? text) =>
        text is not null && patterns.Any(pattern => Matches(pattern, text));

    /// <summary>Whether <paramref name="pattern"/> matches the whole of <paramref name="text"/>. A question mark stands for itself.</summary>
    public static bool Matches(string pattern, string text) =>
        // The library's own wildcards: a backslash would escape what follows, and a question mark would be any character.
        FileSystemName.MatchesSimpleExpression(pattern.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("?", @"\?", StringComparison.Ordinal), text, ignoreCase: true);
}
