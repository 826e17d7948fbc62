using System.CommandLine;
using TwilioFunctions.Cli.Bindings.Export;
using TwilioFunctions.Cli.Bindings.Import;

namespace TwilioFunctions.Cli.Bindings;

/// <summary><c>bindings</c>: the devices that ring, over the API of a running app.</summary>
internal sealed class BindingsCommand : Command
{
    public BindingsCommand(Terminal terminal, TimeProvider time)
        : base("bindings", "Lists, registers and removes the devices that ring, in a running app.")
    {
        Add(new ListBindingsCommand(terminal, time));
        Add(new PutBindingCommand(terminal, time));
        Add(new DeleteBindingsCommand(terminal, time));
        Add(new ImportBindingsCommand(terminal, time));
        Add(new ExportBindingsCommand(terminal, time));
    }
}
