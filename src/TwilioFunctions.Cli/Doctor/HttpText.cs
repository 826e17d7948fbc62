using System.Text;
using TwilioFunctions.Core.Diagnosis;

namespace TwilioFunctions.Cli.Doctor;

/// <summary>A request as HTTP/1.1 writes it: request line, headers, an empty line, the body.</summary>
internal static class HttpText
{
    /// <summary>Lines may end with a line feed alone, as editors save them.</summary>
    /// <exception cref="CommandFailedException">It does not begin with a request line, or names no host.</exception>
    public static CapturedRequest Parse(ReadOnlyMemory<byte> bytes, string path)
    {
        var (head, body) = Split(bytes);
        var lines = Encoding.UTF8.GetString(head.Span).TrimStart('\uFEFF').Split('\n', 2);
        if (lines[0].Trim().Split(' ') is not [var method, var target, ..])
            throw new CommandFailedException($"{path} does not begin with a request line such as POST /api/twilio/events HTTP/1.1.");

        KeyValuePair<string, string>[] headers = lines.Length == 2 ? [.. Headers(lines[1])] : [];
        var host = headers.FirstOrDefault(header => header.Key.Equals("Host", StringComparison.OrdinalIgnoreCase)).Value;
        if (!target.Contains("://", StringComparison.Ordinal) && host is null)
            throw new CommandFailedException($"{path} names no host: write the whole URL in its first line, or a header Host below it.");
        return new CapturedRequest
        {
            Method = method,
            Url = target.Contains("://", StringComparison.Ordinal) ? target : $"http://{host}{target}",
            Headers = headers,
            Body = body,
        };
    }

    public static IEnumerable<KeyValuePair<string, string>> Headers(string lines) =>
        lines.Split('\n').Select(HeaderLine.Parse).OfType<KeyValuePair<string, string>>();

    private static (ReadOnlyMemory<byte> Head, ReadOnlyMemory<byte> Body) Split(ReadOnlyMemory<byte> bytes)
    {
        var (end, length) = (bytes.Span.IndexOf("\r\n\r\n"u8), 4);
        if (bytes.Span.IndexOf("\n\n"u8) is >= 0 and var lineFeeds && (end < 0 || lineFeeds < end))
            (end, length) = (lineFeeds, 2);
        return end < 0 ? (bytes, default) : (bytes[..end], bytes[(end + length)..]);
    }
}

/// <summary>A header as HTTP/1.1 writes it.</summary>
internal static class HeaderLine
{
    /// <summary>Returns null for a line without a name.</summary>
    public static KeyValuePair<string, string>? Parse(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 ? KeyValuePair.Create(line[..colon].Trim(), line[(colon + 1)..].Trim()) : null;
    }
}
