namespace TwilioFunctions.Core.Bindings;

/// <summary>What became of a part of an import.</summary>
/// <param name="Lines">Each line that is not empty, in order; none when the part as a whole is refused.</param>
/// <param name="Problem">Why the part as a whole is refused; null when it is not.</param>
public sealed record ImportReport(IReadOnlyList<ImportedLine> Lines, BindingProblem? Problem);
