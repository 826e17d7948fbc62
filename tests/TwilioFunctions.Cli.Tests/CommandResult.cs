namespace TwilioFunctions.Cli.Tests;

/// <summary>How a command ended, and what it wrote.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error)
{
    /// <summary>Runs a command in this process.</summary>
    public static Task<CommandResult> RunAsync(params string[] args) => RunAsync(args, CancellationToken.None);

    /// <summary>Runs a command in this process, until Ctrl+C.</summary>
    public static async Task<CommandResult> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var terminal = new Terminal(Terminal.For(output), Terminal.For(error));
        var exitCode = await CommandLine.RunAsync(args, terminal, TimeProvider.System, cancellationToken);
        return new CommandResult(exitCode, output.ToString(), error.ToString());
    }
}
