using System.CommandLine;
using Spectre.Console;
using TwilioFunctions.Cli.App;

namespace TwilioFunctions.Cli.Bindings;

/// <summary><c>bindings delete</c>: one binding of an identity, or all of them.</summary>
internal sealed class DeleteBindingsCommand : Command
{
    private readonly Option<string> identity = new Option<string>("--identity") { Description = "The client identity.", Required = true }.NotEmpty();
    private readonly Option<string> bindingId = new Option<string>("--binding-id") { Description = "The binding's id. [default: all of the identity]" }.NotEmpty();
    private readonly AppOptions app = new();
    private readonly Terminal terminal;
    private readonly TimeProvider time;

    public DeleteBindingsCommand(Terminal terminal, TimeProvider time)
        : base("delete", "Removes a binding, or all bindings of an identity.")
    {
        this.terminal = terminal;
        this.time = time;
        Add(identity);
        Add(bindingId);
        app.AddTo(this);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        using var api = await BindingsApi.ConnectAsync(app, result, time, cancellationToken);
        var who = result.GetRequiredValue(identity);
        if (result.GetValue(bindingId) is { } id)
        {
            await api.DeleteAsync(who, id, cancellationToken);
            terminal.Out.WriteLine($"Deleted {id} of '{who}'.");
        }
        else
        {
            terminal.Out.WriteLine($"Deleted the bindings of '{who}': {await api.DeleteAllAsync(who, cancellationToken)}.");
        }

        return 0;
    }
}
