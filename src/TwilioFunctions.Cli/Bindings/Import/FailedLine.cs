namespace TwilioFunctions.Cli.Bindings.Import;

/// <summary>A line that could not be imported.</summary>
/// <param name="Line">Its number in the input.</param>
/// <param name="Reason">Why.</param>
/// <param name="Input">The line itself.</param>
internal sealed record FailedLine(long Line, string Reason, string Input);
