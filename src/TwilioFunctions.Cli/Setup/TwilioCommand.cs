using System.CommandLine;

namespace TwilioFunctions.Cli.Setup;

/// <summary><c>twilio</c>: the Twilio side of a deployment.</summary>
internal sealed class TwilioCommand : Command
{
    public TwilioCommand(Terminal terminal, TimeProvider time)
        : base("twilio", "Wires a Twilio account to the app.") => Add(new SetupCommand(terminal, time));
}
