using System.Text;
using System.Text.RegularExpressions;

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

/// <summary>
/// The standard input of a command. It holds the secrets, because every user of the machine can see the arguments.
/// </summary>
/// <param name="Bash">Writes it in a shell. <c>printf</c> is built in: its arguments are nobody else's to see.</param>
/// <param name="Text">Makes it when the tool runs the command.</param>
internal sealed record ShellInput(string Bash, Func<string> Text);

/// <summary>
/// Values from the output of earlier commands: shell variables in printed commands; the tool replaces them in commands that it runs.
/// A shell stops at <c>${NAME:?}</c> when there is no value, so that a command never runs with half of its arguments.
/// </summary>
internal static partial class ShellVariable
{
    public static string Of(string name) => $"${{{name}:?}}";

    /// <summary>Puts in the values that are known.</summary>
    public static string Fill(string argument, IReadOnlyDictionary<string, string> values) =>
        Variable.Replace(argument, match => values.GetValueOrDefault(match.Groups[1].Value, match.Value));

    /// <summary>Quotes an argument for bash: in single quotes, or in double quotes if it has a variable.</summary>
    public static string Quoted(string argument) =>
        Variable.IsMatch(argument) ? $"\"{Special.Replace(argument, @"\$0")}\"" : Shell.Quoted(argument);

    [GeneratedRegex(@"\$\{([A-Z_]+):\?\}")]
    private static partial Regex Variable { get; }

    // The special characters between double quotes, except the dollar of a variable.
    [GeneratedRegex(@"[\\""`]|\$(?!\{[A-Z_]+:\?\})")]
    private static partial Regex Special { get; }
}
