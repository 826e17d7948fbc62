using System.CommandLine;
using System.CommandLine.Parsing;
using Spectre.Console;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Cli.DeadLetters;

/// <summary>Which dead letters a command is to change: named ones, or all of one or every queue, which somebody has to confirm.</summary>
internal sealed class LetterChoice
{
    private const int PageSize = 1_000;

    private readonly Argument<string[]> ids = new("id") { Description = "As `dead-letters list` has them.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string> queue = new Option<string>("--queue") { Description = "All of this queue." }.AcceptOnlyFromAmong([.. QueueNames.All]);
    private readonly Option<bool> all = new("--all") { Description = "All of every queue." };
    private readonly Option<bool> yes = new("--yes", "-y") { Description = "Do not ask whether --queue or --all is meant." };

    public void AddTo(Command command)
    {
        command.Add(ids);
        command.Add(queue);
        command.Add(all);
        command.Add(yes);
        command.Validators.Add(DemandOneWay);
    }

    /// <summary>The ids, of those that are there now; null when somebody was asked and does not want it.</summary>
    /// <exception cref="CommandFailedException">It is not confirmed, and nobody can be asked.</exception>
    public async Task<IReadOnlyList<string>?> ResolveAsync(ParseResult result, DeadLettersApi api, Terminal terminal, string verb, CancellationToken cancellationToken)
    {
        if (result.GetValue(ids) is { Length: > 0 } named)
            return named;

        var chosen = result.GetValue(queue);
        // First all ids, then the work: a letter that fails again meanwhile is not taken twice.
        var found = await api.ListAsync(chosen, PageSize, cancellationToken).Select(letter => letter.Id).ToArrayAsync(cancellationToken);
        if (found.Length == 0 || result.GetValue(yes))
            return found;

        var which = $"{found.Length} dead letters of {chosen ?? "all queues"}";
        if (!terminal.CanAsk)
            throw new CommandFailedException($"{verb} {which}? Nobody is here to be asked: pass --yes.");
        if (await new ConfirmationPrompt($"{verb} {which}?") { DefaultValue = false }.ShowAsync(terminal.Out, cancellationToken))
            return found;
        terminal.Out.WriteLine("Nothing was done.");
        return null;
    }

    private void DemandOneWay(CommandResult result)
    {
        bool[] ways = [result.GetResult(ids) is { Tokens.Count: > 0 }, result.GetResult(queue) is not null, result.GetResult(all) is not null];
        if (ways.Count(chosen => chosen) != 1)
            result.AddError("Name either ids, --queue or --all.");
    }
}
