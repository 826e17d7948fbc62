namespace TwilioFunctions.Cli.Bindings.Import;

/// <summary>Sends a part, and those of its lines again that failed for a reason that passes.</summary>
internal sealed class PartSender(BindingsApi api)
{
    private const int Tries = 6;

    // What was sent may be done already when Ctrl+C is pressed: its answer is worth a moment.
    private static readonly TimeSpan LastAnswer = TimeSpan.FromSeconds(5);

    /// <summary>What became of each line that is not blank.</summary>
    /// <exception cref="CommandFailedException">The app refuses the part as a whole, or is out of reach for minutes.</exception>
    /// <exception cref="OperationCanceledException">Nothing is known of the part: it is to be sent again.</exception>
    public async Task<IReadOnlyList<(ImportLine Line, ImportAnswerLine Answer)>> SendAsync(
        IEnumerable<ImportLine> lines, CancellationToken cancellationToken)
    {
        using var abort = new CancellationTokenSource();
        await using var stopping = cancellationToken.Register(() => abort.CancelAfter(LastAnswer));
        var outcomes = new List<(ImportLine Line, ImportAnswerLine Answer)>();
        ImportLine[] pending = [.. lines.Where(line => !line.IsBlank)];
        for (var attempt = 1; pending.Length > 0; attempt++)
        {
            var answered = await SendOnceAsync(pending, cancellationToken, abort.Token);
            var again = answered.ToLookup(outcome => outcome.Answer.IsPassing && attempt < Tries);
            outcomes.AddRange(again[false]);
            pending = [.. again[true].Select(outcome => outcome.Line)];
            if (pending.Length > 0)
                await api.DelayAsync(attempt, cancellationToken);
        }

        return outcomes;
    }

    private async Task<IReadOnlyList<(ImportLine Line, ImportAnswerLine Answer)>> SendOnceAsync(
        ImportLine[] lines, CancellationToken stop, CancellationToken abort)
    {
        var answer = await api.ImportAsync(Joined(lines), stop, abort);
        var numbers = answer.Select(line => line.Line).Order();
        if (!numbers.SequenceEqual(Enumerable.Range(1, lines.Length)))
            throw new CommandFailedException("The app did not say of each line what became of it: is it of the same version as this tool?");
        return [.. answer.Select(line => (lines[line.Line - 1], line))];
    }

    private static byte[] Joined(ImportLine[] lines)
    {
        using var body = new MemoryStream(lines.Sum(line => line.Bytes.Length + 1));
        foreach (var line in lines)
        {
            body.Write(line.Bytes.Span);
            if (!line.Bytes.Span.EndsWith("\n"u8))
                body.WriteByte((byte)'\n');
        }

        return body.ToArray();
    }
}
