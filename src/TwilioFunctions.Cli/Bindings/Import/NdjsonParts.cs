namespace TwilioFunctions.Cli.Bindings.Import;

/// <summary>Cuts a file into parts of whole lines that the app takes in one request, and holds no more than one of them in memory.</summary>
/// <param name="input">At the beginning of a line.</param>
/// <param name="linesBefore">How many lines were read before.</param>
/// <param name="maxBytes">How long a part may be.</param>
internal sealed class NdjsonParts(Stream input, long linesBefore, int maxBytes = NdjsonParts.MaxBytes)
{
    // The app takes 4 MB, and one more byte for a line feed that the last line of the file may lack.
    private const int MaxBytes = (4 * 1024 * 1024) - 1;

    /// <summary>As many as one batch of the app: what is lost with an answer that does not come is soon sent again.</summary>
    public const int MaxLines = 1_000;

    private readonly byte[] buffer = new byte[maxBytes];
    private int taken;
    private int filled;
    private long lines = linesBefore;

    /// <summary>The next lines, valid until the next call; none at the end.</summary>
    /// <exception cref="CommandFailedException">A line is longer than a part may be.</exception>
    public async Task<IReadOnlyList<ImportLine>> ReadAsync(CancellationToken cancellationToken)
    {
        buffer.AsSpan(taken, filled - taken).CopyTo(buffer);
        filled -= taken;
        taken = 0;
        var read = await input.ReadAtLeastAsync(buffer.AsMemory(filled), buffer.Length - filled, throwOnEndOfStream: false, cancellationToken);
        filled += read;
        var isEnd = filled < buffer.Length;

        var part = new List<ImportLine>();
        while (part.Count < MaxLines && NextLine(isEnd) is { Length: > 0 } line)
        {
            part.Add(new ImportLine(++lines, line));
            taken += line.Length;
        }

        return part.Count == 0 && filled > 0
            ? throw new CommandFailedException($"Line {lines + 1} is longer than {maxBytes} bytes, and no binding is: take it out and begin again.")
            : part;
    }

    private ReadOnlyMemory<byte> NextLine(bool isEnd)
    {
        var rest = buffer.AsMemory(taken, filled - taken);
        var end = rest.Span.IndexOf((byte)'\n');
        return end >= 0 ? rest[..(end + 1)] : isEnd ? rest : default;
    }
}

/// <summary>A line of the input.</summary>
/// <param name="Number">The first of the file is 1.</param>
/// <param name="Bytes">Its text, with its line feed.</param>
internal readonly record struct ImportLine(long Number, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Whether there is nothing to import.</summary>
    public bool IsBlank => !Bytes.Span.ContainsAnyExcept(" \t\r\n"u8);
}
