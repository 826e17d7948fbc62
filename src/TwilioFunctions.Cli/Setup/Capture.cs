using System.Text.RegularExpressions;

namespace TwilioFunctions.Cli.Setup;

/// <summary>Takes a value from what a command answers.</summary>
/// <param name="Variable">Its name in later commands.</param>
/// <param name="Filter">Finds it in a shell.</param>
/// <param name="Find">Finds it in the tool.</param>
internal sealed partial record Capture(string Variable, string Filter, Func<string, string?> Find)
{
    /// <summary>The last line: of <c>-o tsv --properties sid</c> the SID, below its heading.</summary>
    public static Capture LastLine(string variable) => new(
        variable, "tail -n 1", output => output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).LastOrDefault());

    /// <summary>The id of a Voice Client Configuration.</summary>
    public static Capture ConfigurationId(string variable) => new(
        variable,
        "grep -o 'voice_clientconfiguration_[A-Za-z0-9]*' | head -n 1",
        output => Configuration.Match(output) is { Success: true } id ? id.Value : null);

    [GeneratedRegex("voice_clientconfiguration_[A-Za-z0-9]*")]
    private static partial Regex Configuration { get; }
}
