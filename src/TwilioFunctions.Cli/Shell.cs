namespace TwilioFunctions.Cli;

/// <summary>Commands that people copy to their shell.</summary>
internal static class Shell
{
    /// <summary>As it is where no shell would touch it, else in quotes.</summary>
    public static string Quoted(string argument) =>
        argument.Length > 0 && argument.All(character => char.IsAsciiLetterOrDigit(character) || "-_.:/@%+=,".Contains(character))
            ? argument
            : $"'{argument.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
