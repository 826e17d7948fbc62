using System.Text.RegularExpressions;

namespace TwilioFunctions.Cli.Setup;

/// <summary>
/// Values that an earlier command answers: shell variables where commands are printed, and put in by the tool where it runs them.
/// A shell stops at <c>${NAME:?}</c> when there is no value, so that a command never runs with half of its arguments.
/// </summary>
internal static partial class ShellVariable
{
    public static string Of(string name) => $"${{{name}:?}}";

    /// <summary>Puts in the values that are known.</summary>
    public static string Fill(string argument, IReadOnlyDictionary<string, string> values) =>
        Variable.Replace(argument, match => values.GetValueOrDefault(match.Groups[1].Value, match.Value));

    /// <summary>As bash takes it: in single quotes, or in double quotes where a variable is in it.</summary>
    public static string Quoted(string argument) =>
        Variable.IsMatch(argument) ? $"\"{Special.Replace(argument, @"\$0")}\"" : Shell.Quoted(argument);

    [GeneratedRegex(@"\$\{([A-Z_]+):\?\}")]
    private static partial Regex Variable { get; }

    // What means something between double quotes, but for the dollar of a variable.
    [GeneratedRegex(@"[\\""`]|\$(?!\{[A-Z_]+:\?\})")]
    private static partial Regex Special { get; }
}
