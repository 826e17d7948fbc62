namespace TwilioFunctions.Core.Bindings;

/// <summary>What became of one line of an import.</summary>
/// <param name="Number">The first line is 1; empty lines count.</param>
/// <param name="Result">What became of its binding.</param>
public sealed record ImportedLine(int Number, BatchResult Result);
