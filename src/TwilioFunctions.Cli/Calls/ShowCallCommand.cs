using System.CommandLine;
using TwilioFunctions.Cli.App;

namespace TwilioFunctions.Cli.Calls;

/// <summary><c>calls show</c>: the story of a call.</summary>
internal sealed class ShowCallCommand : Command
{
    private readonly Argument<string> callSid = new("call-sid") { Description = "The call's SID, CA…" };
    private readonly AppOptions app = new(whose: null);
    private readonly Terminal terminal;
    private readonly TimeProvider time;

    public ShowCallCommand(Terminal terminal, TimeProvider time)
        : base("show", "Tells the story of a call: what happened, when, and how well it went.")
    {
        this.terminal = terminal;
        this.time = time;
        Add(callSid);
        app.AddTo(this);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        using var api = new CallsApi(app.App(result), app.Key(result), time);
        var sid = result.GetRequiredValue(callSid);
        CallStoryView.Write(terminal.Out, sid, await api.ShowAsync(sid, cancellationToken));
        return 0;
    }
}
