using TwilioFunctions.Cli.App;
using TwilioFunctions.Contracts;

namespace TwilioFunctions.Cli.Bindings.Import;

/// <summary>Sends a part, and those of its lines again that failed for a reason that passes.</summary>
internal sealed class PartSender(BindingsApi api)
{
    private const int Tries = 6;

    // What was sent may be done already when Ctrl+C is pressed: its answer is worth a moment.
    private static readonly TimeSpan LastAnswer = TimeSpan.FromSeconds(5);

    /// <summary>Returns the result of each line that is not blank.</summary>
    /// <exception cref="CommandFailedException">The app refuses the part as a whole, or is out of reach for minutes.</exception>
    /// <exception cref="OperationCanceledException">Nothing is known of the part: it is to be sent again.</exception>
    public async Task<IReadOnlyList<(ImportLine Line, ImportedLineResponse Result)>> SendAsync(
        IEnumerable<ImportLine> lines, CancellationToken cancellationToken)
    {
        using var abort = new CancellationTokenSource();
        await using var stopping = cancellationToken.Register(() => abort.CancelAfter(LastAnswer));
        var outcomes = new List<(ImportLine Line, ImportedLineResponse Result)>();
        ImportLine[] pending = [.. lines.Where(line => !line.IsBlank)];
        for (var attempt = 1; pending.Length > 0; attempt++)
        {
            var answered = await SendOnceAsync(pending, cancellationToken, abort.Token);
            var again = answered.ToLookup(outcome => outcome.Result.IsTransient() && attempt < Tries);
            outcomes.AddRange(again[false]);
            pending = [.. again[true].Select(outcome => outcome.Line)];
            if (pending.Length > 0)
                await api.DelayAsync(attempt, cancellationToken);
        }

        return outcomes;
    }

    private async Task<IReadOnlyList<(ImportLine Line, ImportedLineResponse Result)>> SendOnceAsync(
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

/// <summary>Interprets the result of a line.</summary>
internal static class ImportedLines
{
    public static bool IsCreated(this ImportedLineResponse line) => line.Status == 201;

    public static bool IsDone(this ImportedLineResponse line) => line.Status is >= 200 and < 300;

    /// <summary>Returns whether the line may succeed when it is sent again.</summary>
    public static bool IsTransient(this ImportedLineResponse line) => line.Status is 429 or >= 500 || line.IsContended();

    /// <summary>Returns why the line isn't done.</summary>
    public static string Reason(this ImportedLineResponse line) =>
        line.Errors is { Count: > 0 } errors ? string.Join(' ', errors.Select(error => error.ToSentence())) : $"The app answered {line.Status}.";

    // Too many bindings of an identity are a conflict as well, and name the field.
    private static bool IsContended(this ImportedLineResponse line) => line.Status == 409 && line.Errors?.Any(error => !string.IsNullOrEmpty(error.Field)) != true;
}
