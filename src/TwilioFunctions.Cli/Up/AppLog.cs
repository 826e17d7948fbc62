using System.Text.RegularExpressions;
using Spectre.Console;

namespace TwilioFunctions.Cli.Up;

/// <summary>
/// Passes the app's lines on, dimmed: what it did, without when and where that was written. Both hosts write the time before each
/// line and two lines of their own about each run of a function, the local host level and category as well.
/// </summary>
internal sealed partial class AppLog(IAnsiConsole console)
{
    private static readonly Style Dimmed = new(decoration: Decoration.Dim);

    private readonly Lock writing = new();

    public void Write(string line)
    {
        lock (writing)
        {
            var prefix = Prefix.Match(line);
            var text = line[prefix.Length..].Trim();
            if (text.Length > 0 && !Noise.IsMatch(text))
                console.WriteLine(text, StyleOf(prefix.Groups["level"].Value));
        }
    }

    private static Style StyleOf(string level) => level switch
    {
        "warn" => new Style(Color.Yellow),
        "fail" or "crit" => new Style(Color.Red),
        _ => Dimmed,
    };

    [GeneratedRegex(@"^(\[\d{4}-\d\d-\d\dT[\d:.]+Z?\] )?((?<level>trce|dbug|info|warn|fail|crit) [\w.+`<>-]+: )?")]
    private static partial Regex Prefix { get; }

    [GeneratedRegex(@"^(Executing 'Functions\.|Executed 'Functions\..*\(Succeeded)")]
    private static partial Regex Noise { get; }
}
