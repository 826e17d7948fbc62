using System.Text;

namespace TwilioFunctions.Cli.Setup;

/// <summary>A command that runs as it is printed.</summary>
/// <param name="Program">What runs.</param>
/// <param name="Arguments">May hold a <see cref="ShellVariable"/>.</param>
/// <param name="Input">What goes to its standard input.</param>
internal sealed record ShellCommand(string Program, IReadOnlyList<string> Arguments, ShellInput? Input = null)
{
    private const int Width = 120;

    public ShellCommand With(IReadOnlyDictionary<string, string> values) =>
        this with { Arguments = [.. Arguments.Select(argument => ShellVariable.Fill(argument, values))] };

    /// <summary>As bash takes it, broken between options where a line would be too long.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        var width = 0;
        foreach (var part in Parts())
        {
            var breaks = width > 0 && width + part.Length > Width;
            text.Append(breaks ? " \\\n  " : width > 0 ? " " : "").Append(part);
            width = part.Length + (breaks ? 0 : width);
        }

        return text.ToString();
    }

    private IEnumerable<string> Parts()
    {
        var part = Input is null ? Program : $"{Input.Bash} | {Program}";
        foreach (var argument in Arguments)
        {
            // A lone dash is a value: the standard input.
            if (argument is ['-', _, ..])
            {
                yield return part;
                part = argument;
            }
            else
            {
                part += $" {ShellVariable.Quoted(argument)}";
            }
        }

        yield return part;
    }
}
