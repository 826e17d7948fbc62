using System.Text.RegularExpressions;

namespace TwilioFunctions.Cli.Tests.Up;

/// <summary>Finds the rows of the table of calls.</summary>
internal static partial class CallRows
{
    public static int Count(string output) => Row.Count(output);

    [GeneratedRegex(@"│ CA[0-9a-f]{32} │")]
    private static partial Regex Row { get; }
}
