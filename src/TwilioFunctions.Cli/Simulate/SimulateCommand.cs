using System.CommandLine;

namespace TwilioFunctions.Cli.Simulate;

/// <summary><c>simulate</c>: one command for each family of webhooks.</summary>
internal sealed class SimulateCommand : Command
{
    public SimulateCommand(Terminal terminal, TimeProvider time)
        : base("simulate", "Signs and sends webhooks as Twilio would.")
    {
        Add(new SimulateEventsCommand(terminal, time));
        Add(new SimulateCallCommand(terminal, time));
        foreach (var command in SimulateDayCommand.Of(terminal, time))
            Add(command);
    }
}
