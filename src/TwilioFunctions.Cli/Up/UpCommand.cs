using System.CommandLine;

namespace TwilioFunctions.Cli.Up;

/// <summary><c>up</c>: everything that the app needs, and the app.</summary>
internal sealed class UpCommand : Command
{
    private readonly Option<int> port = new Option<int>("--port")
    {
        Description = "Where the app listens.",
        DefaultValueFactory = _ => 7071,
    }.Between(1, 65535);

    private readonly Option<HostKind?> host = new("--host")
    {
        Description = $"What runs the app: func (Azure Functions Core Tools) or local (this repository's own host). Without it {FunctionsHost.Variable} decides, else func where it is on the path.",
    };

    private readonly Option<bool> demo = new("--demo")
    {
        Description = "Sends every webhook of a few calls as Twilio would and shows the calls; then calls a client, and shows the notification as it arrives.",
    };

    public UpCommand(Terminal terminal, TimeProvider time)
        : base("up", "Starts the storage emulator and the app, and lists the URLs to give to Twilio.")
    {
        Add(port);
        Add(host);
        Add(demo);
        SetAction((result, cancellationToken) =>
            new Session(terminal, time, result.GetValue(port), result.GetValue(host), result.GetValue(demo)).RunAsync(cancellationToken));
    }
}
