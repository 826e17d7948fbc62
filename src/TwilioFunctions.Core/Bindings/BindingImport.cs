using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Bindings;

/// <summary>
/// Imports bindings from NDJSON, one object a line with <c>identity</c> and <c>bindingId</c>, as <see cref="BindingExport"/> writes
/// them. Importing the same part again gives the same bindings.
/// Source: https://github.com/ndjson/ndjson-spec
/// </summary>
internal sealed class BindingImport(BindingReader reader, ClientBindingStore store)
{
    /// <summary>So many bindings a part: what became of each has to fit into the answer.</summary>
    public const int MaxLines = 10_000;

    /// <summary>Imports a part of up to <see cref="BindingReader.MaxBodyBytes"/> and <see cref="MaxLines"/>, and says for each line what became of it.</summary>
    /// <exception cref="Azure.RequestFailedException">
    /// Storage failed before anything was known to be done; likewise the others of <see cref="StorageFault"/>. When it fails later, the
    /// lines whose fate is not known are <see cref="BatchStatus.Unavailable"/>.
    /// </exception>
    public async Task<ImportReport> ImportAsync(string accountSid, ReadOnlyMemory<byte> ndjson, CancellationToken cancellationToken)
    {
        if (ndjson.Length > BindingReader.MaxBodyBytes)
            return new ImportReport([], new BindingProblem("", $"A part of an import has at most {BindingReader.MaxBodyBytes} bytes."));
        var lines = LinesOf(ndjson).Take(MaxLines + 1).ToList();
        if (lines.Count > MaxLines)
            return new ImportReport([], new BindingProblem("", $"A part of an import has at most {MaxLines} lines that are not empty."));

        var report = new List<ImportedLine>(lines.Count);
        foreach (var part in lines.Chunk(ClientBindingStore.MaxOperations))
        {
            BatchOperation[] operations = [.. part.Select(line => reader.ReadUpsert(line.Json, accountSid))];
            var results = await WriteAsync(accountSid, operations, isFirst: report.Count == 0, cancellationToken);
            report.AddRange(part.Zip(results, (line, result) => new ImportedLine(line.Number, result)));
        }
        return new ImportReport(report, null);
    }

    /// <summary>A failure of storage is told line by line once something was done.</summary>
    private async Task<IReadOnlyList<BatchResult>> WriteAsync(
        string accountSid, BatchOperation[] operations, bool isFirst, CancellationToken cancellationToken)
    {
        try
        {
            return await store.WriteAsync(accountSid, operations, cancellationToken);
        }
        catch (Exception failure) when (!isFirst && StorageFault.Is(failure))
        {
            return [.. operations.Select(ClientBindingStore.NotDone)];
        }
    }

    private static IEnumerable<(int Number, ReadOnlyMemory<byte> Json)> LinesOf(ReadOnlyMemory<byte> ndjson)
    {
        for (var number = 1; !ndjson.IsEmpty; number++)
        {
            var end = ndjson.Span.IndexOf((byte)'\n');
            var line = end < 0 ? ndjson : ndjson[..end];
            ndjson = end < 0 ? default : ndjson[(end + 1)..];
            if (line.Span.ContainsAnyExcept(" \t\r"u8))
                yield return (number, line);
        }
    }
}

/// <summary>What became of a part of an import.</summary>
/// <param name="Lines">Each line that is not empty, in order; none when the part as a whole is refused.</param>
/// <param name="Problem">Why the part as a whole is refused; null when it is not.</param>
internal sealed record ImportReport(IReadOnlyList<ImportedLine> Lines, BindingProblem? Problem);

/// <summary>What became of one line of an import.</summary>
/// <param name="Number">The first line is 1; empty lines count.</param>
/// <param name="Result">What became of its binding.</param>
internal sealed record ImportedLine(int Number, BatchResult Result);
