using TwilioFunctions.Cli.Processes;

namespace TwilioFunctions.Cli.Setup;

/// <summary>The programs that the commands need, where they are installed.</summary>
internal sealed class TwilioProgram
{
    private readonly string program;
    private readonly string[] before;

    private TwilioProgram(string program, params string[] before)
    {
        this.program = program;
        this.before = before;
    }

    /// <exception cref="CommandFailedException">The Twilio CLI is not installed.</exception>
    public static TwilioProgram Find()
    {
        var found = Tool.Find(TwilioCommands.Program) ?? throw new CommandFailedException(
            "The Twilio CLI was not found: `npm install --global twilio-cli` installs it (Node.js 22 or newer), `twilio login` tells it your account.");
        if (!OperatingSystem.IsWindows() || found.EndsWith(".exe", StringComparison.OrdinalIgnoreCase))
            return new TwilioProgram(found);

        // npm's .cmd would have cmd.exe read the ampersands and quotes of the arguments: node gets them as they are.
        var script = Path.Combine(Path.GetDirectoryName(found)!, "node_modules", "twilio-cli", "bin", "run");
        return File.Exists(script)
            ? new TwilioProgram("node", script)
            : throw new CommandFailedException($"{found} is not where npm installs it with --global: use the printed commands in a bash, or run this in WSL.");
    }

    /// <exception cref="CommandFailedException">A program is missing.</exception>
    public async Task<ToolResult> RunAsync(ShellCommand command, CancellationToken cancellationToken)
    {
        var isTwilio = command.Program == TwilioCommands.Program;
        return await Tool.RunAsync(
                isTwilio ? program : command.Program,
                Environment.CurrentDirectory,
                isTwilio ? [.. before, .. command.Arguments] : command.Arguments,
                command.Input?.Text(),
                cancellationToken)
            ?? throw new CommandFailedException($"{command.Program} was not found: install it, and run this again.");
    }
}
