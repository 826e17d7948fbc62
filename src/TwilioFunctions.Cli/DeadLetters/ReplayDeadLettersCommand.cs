using System.CommandLine;
using TwilioFunctions.Cli.App;

namespace TwilioFunctions.Cli.DeadLetters;

/// <summary><c>dead-letters replay</c>: some, those of a queue, or all.</summary>
internal sealed class ReplayDeadLettersCommand : Command
{
    private readonly LetterChoice choice = new();
    private readonly AppOptions app = new(whose: null);
    private readonly Terminal terminal;
    private readonly TimeProvider time;

    public ReplayDeadLettersCommand(Terminal terminal, TimeProvider time)
        : base("replay", "Puts dead letters back on their queues. Each leaves the list when it has succeeded, so that it may be replayed again.")
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
        var work = new LetterWork(terminal, "replayed", "Each leaves the list when it has succeeded; one that fails again stays.");
        return await choice.ResolveAsync(result, api, terminal, "Replay", cancellationToken) is { } ids
            ? await work.RunAsync(ids, api.ReplayAsync, cancellationToken)
            : 1;
    }
}
