using System.CommandLine;
using TwilioFunctions.Cli.App;

namespace TwilioFunctions.Cli.DeadLetters;

/// <summary><c>dead-letters delete</c>: some, those of a queue, or all.</summary>
internal sealed class DeleteDeadLettersCommand : Command
{
    private readonly LetterChoice choice = new();
    private readonly AppOptions app = new(whose: null);
    private readonly Terminal terminal;
    private readonly TimeProvider time;

    public DeleteDeadLettersCommand(Terminal terminal, TimeProvider time)
        : base("delete", "Deletes dead letters for good.")
    {
        this.terminal = terminal;
        this.time = time;
        choice.AddTo(this);
        app.AddTo(this);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        using var api = new DeadLettersApi(app.App(result), app.Key(result), time);
        var work = new LetterWork(terminal, "deleted", advice: null);
        return await choice.ResolveAsync(result, api, terminal, "Delete", cancellationToken) is { } ids
            ? await work.RunAsync(ids, api.DeleteAsync, cancellationToken)
            : 1;
    }
}
