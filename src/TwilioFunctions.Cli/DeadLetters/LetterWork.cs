using Spectre.Console;

namespace TwilioFunctions.Cli.DeadLetters;

/// <summary>Changes dead letters, some at once, and says what became of each.</summary>
/// <param name="terminal">Gets a line a letter.</param>
/// <param name="done">What a letter is that was changed: replayed, deleted.</param>
/// <param name="advice">What to know of them; null for nothing.</param>
internal sealed class LetterWork(Terminal terminal, string done, string? advice)
{
    private const int Concurrency = 8;

    private readonly Lock gate = new();
    private int succeeded;
    private int failed;

    /// <summary>The exit code.</summary>
    public async Task<int> RunAsync(IReadOnlyList<string> ids, Func<string, CancellationToken, Task<LetterOutcome>> change, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
        {
            terminal.Out.WriteLine("There are none.");
            return 0;
        }

        try
        {
            await Parallel.ForEachAsync(
                ids,
                new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellationToken },
                async (id, stop) => Tell(id, await change(id, stop)));
        }
        finally
        {
            // Also when it was interrupted, or the app went away: the rest is as it was.
            terminal.Out.WriteLine($"{succeeded} of {ids.Count} {done}.{(succeeded > 0 && advice is not null ? $" {advice}" : "")}");
        }

        return failed == 0 ? 0 : 1;
    }

    private void Tell(string id, LetterOutcome outcome)
    {
        lock (gate)
        {
            if (outcome.Failure is { } failure)
            {
                failed++;
                terminal.Error.WriteLine($"{id}: {failure}", new Style(Color.Red));
            }
            else
            {
                succeeded++;
                terminal.WriteVerbatim($"{id}: {done}");
            }
        }
    }
}
