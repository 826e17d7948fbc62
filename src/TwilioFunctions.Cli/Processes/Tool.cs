using System.ComponentModel;
using System.Diagnostics;

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
    public static Task<ToolResult?> RunAsync(
        string program, string directory, IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        RunAsync(program, directory, arguments, input: null, cancellationToken);

    /// <summary>The same, with something on its standard input.</summary>
    public static async Task<ToolResult?> RunAsync(
        string program, string directory, IEnumerable<string> arguments, string? input, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = input is not null,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = StartOrNull(start);
        if (process is null)
            return null;

        await using var killed = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        if (input is not null)
            await WriteAsync(process.StandardInput, input, cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return new ToolResult(process.ExitCode, await output, await error);
    }

    private static async Task WriteAsync(StreamWriter standardInput, string input, CancellationToken cancellationToken)
    {
        try
        {
            await standardInput.WriteAsync(input.AsMemory(), cancellationToken);
            standardInput.Close();
        }
        catch (IOException)
        {
            // It has ended without reading; its exit code says more.
        }
    }

    private static Process? StartOrNull(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
