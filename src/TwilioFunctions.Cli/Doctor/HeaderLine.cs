namespace TwilioFunctions.Cli.Doctor;

/// <summary>A header as HTTP/1.1 writes it.</summary>
internal static class HeaderLine
{
    /// <summary>Null for what has no name.</summary>
    public static KeyValuePair<string, string>? Parse(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 ? KeyValuePair.Create(line[..colon].Trim(), line[(colon + 1)..].Trim()) : null;
    }
}
