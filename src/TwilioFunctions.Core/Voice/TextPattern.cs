namespace TwilioFunctions.Core.Voice;

/// <summary>Texts of settings in which <c>*</c> stands for any characters; compared whatever their case.</summary>
internal static class TextPattern
{
    /// <summary>Whether one of <paramref name="patterns"/> matches the whole of <paramref name="text"/>.</summary>
    public static bool MatchesAny(IEnumerable<string> patterns, string? text) =>
        text is not null && patterns.Any(pattern => Matches(pattern, text));

    /// <summary>Whether <paramref name="pattern"/> matches the whole of <paramref name="text"/>.</summary>
    public static bool Matches(string pattern, string text)
    {
        var parts = pattern.Split('*');
        if (parts.Length == 1)
            return string.Equals(pattern, text, StringComparison.OrdinalIgnoreCase);
        var (beginning, end) = (parts[0], parts[^1]);
        if (text.Length < beginning.Length + end.Length
            || !text.StartsWith(beginning, StringComparison.OrdinalIgnoreCase)
            || !text.EndsWith(end, StringComparison.OrdinalIgnoreCase))
            return false;

        // What the first place leaves over for the parts that follow is never less than what a later one would.
        var rest = text.AsSpan(beginning.Length, text.Length - beginning.Length - end.Length);
        foreach (var part in parts.AsSpan(1..^1))
        {
            var place = rest.IndexOf(part, StringComparison.OrdinalIgnoreCase);
            if (place < 0)
                return false;
            rest = rest[(place + part.Length)..];
        }
        return true;
    }
}
