namespace TwilioFunctions.Core.Bindings;

/// <summary>A page of an export.</summary>
/// <param name="Ndjson">One binding a line, each ended by <c>\n</c>.</param>
/// <param name="Count">How many lines there are; may be none, and still not be the last page.</param>
/// <param name="ContinuationToken">Gives the next page; null after the last.</param>
public sealed record ExportPage(ReadOnlyMemory<byte> Ndjson, int Count, string? ContinuationToken);
