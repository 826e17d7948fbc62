namespace TwilioFunctions.Cli.Bindings.Import;

/// <summary>A line of the input.</summary>
/// <param name="Number">The first of the file is 1.</param>
/// <param name="Bytes">Its text, with the line feed where it has one.</param>
internal readonly record struct ImportLine(long Number, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Whether there is nothing to import.</summary>
    public bool IsBlank => !Bytes.Span.ContainsAnyExcept(" \t\r\n"u8);
}
