using System.ComponentModel;
using CliWrap;
using CliWrap.Buffered;

namespace TwilioFunctions.Cli.Processes;

/// <summary>Programs that are run to their end.</summary>
internal static class Tool
{
    /// <summary>The .NET host that runs this tool, or the one on the PATH.</summary>
    public static string Dotnet { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>Where a program is on the PATH; null when it is not.</summary>
    public static string? Find(string name)
    {
        string[] extensions = OperatingSystem.IsWindows() ? [".exe", ".cmd", ".bat"] : [""];
        var candidates =
            from directory in Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? []
            from extension in extensions
            select Path.Combine(directory, name + extension);
        return candidates.FirstOrDefault(File.Exists);
    }

    /// <summary>Runs a program and returns what it wrote; null when there is no such program.</summary>
    /// <param name="program">Its path, or its name on the PATH.</param>
    /// <param name="directory">Its working directory.</param>
    /// <param name="arguments">Its arguments, which no shell reads.</param>
    /// <param name="input">Its standard input; null for none.</param>
    /// <param name="cancellationToken">Kills it with its children.</param>
    public static async Task<ToolResult?> RunAsync(
        string program, string directory, IEnumerable<string> arguments, string? input, CancellationToken cancellationToken)
    {
        try
        {
            var result = await new Command(program)
                .WithWorkingDirectory(directory)
                .WithArguments(arguments)
                .WithStandardInputPipe(input is null ? PipeSource.Null : PipeSource.FromString(input))
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(cancellationToken);
            return new ToolResult(result.ExitCode, result.StandardOutput, result.StandardError);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <inheritdoc cref="RunAsync(string, string, IEnumerable{string}, string, CancellationToken)" />
    public static Task<ToolResult?> RunAsync(
        string program, string directory, IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        RunAsync(program, directory, arguments, input: null, cancellationToken);
}

/// <summary>The exit code and the output of a program.</summary>
internal sealed record ToolResult(int ExitCode, string StandardOutput, string StandardError)
{
    /// <summary>Both, the errors last.</summary>
    public string Output => StandardOutput + StandardError;

    public bool Succeeded => ExitCode == 0;

    public IEnumerable<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
