namespace TwilioFunctions.Cli.Bindings.Export;

/// <summary>A page of an export.</summary>
/// <param name="Ndjson">One binding a line.</param>
/// <param name="ContinuationToken">Gives the next page; null after the last.</param>
internal sealed record ExportedPage(byte[] Ndjson, string? ContinuationToken)
{
    public int Bindings => Ndjson.AsSpan().Count((byte)'\n');
}
