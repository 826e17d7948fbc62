using System.Text.RegularExpressions;
using Spectre.Console;

namespace TwilioFunctions.Cli.Up;

/// <summary>
/// Passes the app's lines on, dimmed: what it did, without where that was written. The local host writes a line with level and
/// category before each message, <c>func</c> the time before each line and two lines of its own about each run of a function.
/// </summary>
internal sealed partial class AppLog(IAnsiConsole console)
{
    private static readonly Style Dimmed = new(decoration: Decoration.Dim);

    private readonly Lock writing = new();
    private Style style = Dimmed;

    public void Write(string line)
    {
        lock (writing)
        {
            if (Header.Match(line) is { Success: true } header)
            {
                style = StyleOf(header.Groups["level"].Value);
                line = line[header.Length..];
            }

            var text = Timestamp.Replace(line, "").Trim();
            if (text.Length > 0 && !Noise.IsMatch(text))
                console.WriteLine(text, style);
        }
    }

    private static Style StyleOf(string level) => level switch
    {
        "warn" => new Style(Color.Yellow),
        "fail" or "crit" => new Style(Color.Red),
        _ => Dimmed,
    };

    [GeneratedRegex(@"^(?<level>trce|dbug|info|warn|fail|crit): [\w.+`]+\[\d+\]")]
    private static partial Regex Header { get; }

    [GeneratedRegex(@"^\[\d{4}-\d\d-\d\dT[\d:.]+Z?\] ")]
    private static partial Regex Timestamp { get; }

    [GeneratedRegex(@"^Execut(ing|ed) 'Functions\.")]
    private static partial Regex Noise { get; }
}
