using System.CommandLine;
using TwilioFunctions.Cli.App;

namespace TwilioFunctions.Cli.DeadLetters;

/// <summary><c>dead-letters show</c>: why it failed, and what it holds.</summary>
internal sealed class ShowDeadLetterCommand : Command
{
    private readonly Argument<string> id = new("id") { Description = "As `dead-letters list` has it." };
    private readonly AppOptions app = new(whose: null);
    private readonly Terminal terminal;
    private readonly TimeProvider time;

    public ShowDeadLetterCommand(Terminal terminal, TimeProvider time)
        : base("show", "Shows a dead letter: why and when it failed, and the payload as Twilio sent it.")
    {
        this.terminal = terminal;
        this.time = time;
        Add(id);
        app.AddTo(this);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        using var api = new DeadLettersApi(app.App(result), app.Key(result), time);
        var letter = await api.FindAsync(result.GetRequiredValue(id), cancellationToken)
            ?? throw new CommandFailedException(LetterOutcome.NotFound.Failure!);
        DeadLetterView.Write(terminal, letter);
        return 0;
    }
}
