namespace TwilioFunctions.Cli;

/// <summary>Values that are given as <c>name=value</c>.</summary>
internal static class NamedValues
{
    /// <summary>Whether it has a name.</summary>
    public static bool Is(string text) => text.IndexOf('=', StringComparison.Ordinal) > 0;

    /// <summary>The value is everything after the first equals sign.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(IEnumerable<string>? texts) => [.. (texts ?? []).Select(Split)];

    private static KeyValuePair<string, string> Split(string text)
    {
        var end = text.IndexOf('=', StringComparison.Ordinal);
        return KeyValuePair.Create(text[..end], text[(end + 1)..]);
    }
}
