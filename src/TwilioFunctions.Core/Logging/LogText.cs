using System.Globalization;

namespace TwilioFunctions.Core.Logging;

/// <summary>
/// Keeps text from outside on its line: control characters, line separators and characters that turn the direction of what follows
/// are replaced, so that nobody can write a log line of his own or move a terminal's cursor.
/// </summary>
internal static class LogText
{
    private const char Replacement = '\uFFFD';

    /// <summary>Returns the text itself if there is nothing to replace.</summary>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Any(IsUnsafe) ? string.Create(text.Length, text, static (clean, text) =>
        {
            for (var index = 0; index < clean.Length; index++)
                clean[index] = IsUnsafe(text[index]) ? Replacement : text[index];
        }) : text;
    }

    /// <summary>Whether a character of this category could forge a line or move a cursor.</summary>
    public static bool IsUnsafe(UnicodeCategory category) => category
        is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Format;

    private static bool IsUnsafe(char letter) => IsUnsafe(char.GetUnicodeCategory(letter));
}
