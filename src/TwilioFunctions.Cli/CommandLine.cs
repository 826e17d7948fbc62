using System.CommandLine;
using System.CommandLine.Invocation;
using Spectre.Console;
using TwilioFunctions.Cli.Bindings;
using TwilioFunctions.Cli.Calls;
using TwilioFunctions.Cli.DeadLetters;
using TwilioFunctions.Cli.Doctor;
using TwilioFunctions.Cli.Setup;
using TwilioFunctions.Cli.Simulate;
using TwilioFunctions.Cli.Tokens;
using TwilioFunctions.Cli.Up;

namespace TwilioFunctions.Cli;

/// <summary>The commands, and how each of them ends: 0, 1 with a sentence that says what to do, or 130 after Ctrl+C.</summary>
internal static class CommandLine
{
    // `up` lets the app finish what runs before it ends; the two seconds that are the default would cut that short.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromMinutes(1);

    public static async Task<int> RunAsync(string[] args, Terminal terminal, TimeProvider time, CancellationToken cancellationToken)
    {
        var root = new RootCommand("Runs TwilioFunctions on this machine, and sends it what Twilio would send.")
        {
            new UpCommand(terminal, time),
            new SimulateCommand(terminal, time),
            new CallsCommand(terminal, time),
            new BindingsCommand(terminal, time),
            new DeadLettersCommand(terminal, time),
            new TokenCommand(terminal, time),
            new DoctorCommand(terminal),
            new TwilioCommand(terminal, time),
        };
        var configuration = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = StopTimeout,
            Output = terminal.Out.Profile.Out.Writer,
            Error = terminal.Error.Profile.Out.Writer,
        };
        try
        {
            var command = root.Parse(args);
            // Whoever named a command wants one sentence; whoever did not, the list of them.
            if (command.Action is ParseErrorAction error)
                error.ShowHelp = command.CommandResult.Command is { Action: null, Subcommands.Count: > 0 };
            return await command.InvokeAsync(configuration, cancellationToken);
        }
        catch (CommandFailedException failure)
        {
            terminal.Error.WriteLine(failure.Message, new Style(Color.Red));
            return 1;
        }
        catch (OperationCanceledException)
        {
            return 130;
        }
    }
}

/// <summary>Ends a command with exit code 1. The message tells the person at the terminal the problem and its solution.</summary>
internal class CommandFailedException(string message, Exception? innerException = null) : Exception(message, innerException);
