using System.CommandLine;

namespace TwilioFunctions.Cli.Calls;

/// <summary><c>calls</c>: what a running app knows of calls.</summary>
internal sealed class CallsCommand : Command
{
    public CallsCommand(Terminal terminal, TimeProvider time)
        : base("calls", "Shows what a running app knows of calls.")
    {
        Add(new ListCallsCommand(terminal, time));
        Add(new ShowCallCommand(terminal, time));
    }
}
