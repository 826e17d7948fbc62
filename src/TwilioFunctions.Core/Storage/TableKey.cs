using System.Globalization;
using System.Text;

namespace TwilioFunctions.Core.Storage;

/// <summary>
/// Turns any text into a legal part of a PartitionKey or RowKey and back. Letters, digits and most signs stay as they are; what
/// tables forbid (<c>/ \ # ?</c> and control characters), what some clients mangle (<c>%</c>), what separates the parts of our
/// keys (<c>|</c>) and the escape sign itself become <c>=XXXX</c>, the UTF-16 code unit in hexadecimal.
/// Source: https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model#characters-disallowed-in-key-fields
/// </summary>
internal static class TableKey
{
    /// <summary>Separates the parts of a key.</summary>
    public const char Separator = '|';

    /// <summary>
    /// How long an encoded part may be, in UTF-16 code units. A key holds 512, and ours have up to two parts, a time and separators.
    /// </summary>
    public const int MaxPartLength = 255;

    private const int MaxKeyLength = 512;

    /// <summary>Whether <see cref="Encode"/> makes a part of <paramref name="text"/> that is short enough for a key.</summary>
    public static bool Fits(string text) => Encode(text).Length <= MaxPartLength;

    /// <summary>Whether <paramref name="key"/> can be a key as it is, as can all that is put together of encoded parts.</summary>
    public static bool IsLegal(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Length is > 0 and <= MaxKeyLength
            && Enumerable.Range(0, key.Length).All(index => key[index] is Separator or '=' || !MustEscape(key, index));
    }

    /// <summary>The key part for <paramref name="text"/>.</summary>
    public static string Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!Enumerable.Range(0, text.Length).Any(index => MustEscape(text, index)))
            return text;

        var key = new StringBuilder(text.Length + 16);
        for (var index = 0; index < text.Length; index++)
        {
            if (MustEscape(text, index))
                key.Append(CultureInfo.InvariantCulture, $"={(int)text[index]:X4}");
            else
                key.Append(text[index]);
        }
        return key.ToString();
    }

    /// <summary>The text that <see cref="Encode"/> made <paramref name="key"/> of.</summary>
    /// <exception cref="FormatException">The key was not made by <see cref="Encode"/>.</exception>
    public static string Decode(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var text = new StringBuilder(key.Length);
        for (var index = 0; index < key.Length; index++)
        {
            if (key[index] != '=')
                text.Append(key[index]);
            else if (index + 4 < key.Length && ushort.TryParse(key.AsSpan(index + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
                (_, index) = (text.Append((char)unit), index + 4);
            else
                throw new FormatException($"'{key}' has an unfinished escape at {index}.");
        }
        return text.ToString();
    }

    /// <summary>Nineteen digits that sort later times first, so that a partition lists the latest rows at its beginning.</summary>
    public static string Inverted(DateTimeOffset time) =>
        (DateTimeOffset.MaxValue.UtcTicks - time.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>The partition of an account's day (UTC).</summary>
    public static string DayOf(string accountSid, DateOnly date) => $"{Encode(accountSid)}{Separator}{date:yyyy-MM-dd}";

    /// <summary>The partition of the account's day that <paramref name="time"/> is in (UTC).</summary>
    public static string DayOf(string accountSid, DateTimeOffset time) => DayOf(accountSid, DateOnly.FromDateTime(time.UtcDateTime));

    private static bool MustEscape(string text, int index)
    {
        var unit = text[index];
        return unit switch
        {
            '/' or '\\' or '#' or '?' or '%' or '=' or Separator => true,
            _ when char.IsControl(unit) => true,
            _ when char.IsHighSurrogate(unit) => index + 1 == text.Length || !char.IsLowSurrogate(text[index + 1]),
            _ when char.IsLowSurrogate(unit) => index == 0 || !char.IsHighSurrogate(text[index - 1]),
            _ => false,
        };
    }
}
