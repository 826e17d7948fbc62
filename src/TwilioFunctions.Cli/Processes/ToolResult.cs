namespace TwilioFunctions.Cli.Processes;

/// <summary>How a program ended, and what it wrote.</summary>
internal sealed record ToolResult(int ExitCode, string StandardOutput, string StandardError)
{
    /// <summary>Both, the errors last.</summary>
    public string Output => StandardOutput + StandardError;

    public bool Succeeded => ExitCode == 0;

    public IEnumerable<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
