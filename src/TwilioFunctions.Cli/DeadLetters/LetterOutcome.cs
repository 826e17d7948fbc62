namespace TwilioFunctions.Cli.DeadLetters;

/// <summary>What became of one dead letter.</summary>
/// <param name="Failure">A sentence; null when it is done.</param>
internal sealed record LetterOutcome(string? Failure)
{
    public static LetterOutcome Done { get; } = new(Failure: null);

    public static LetterOutcome NotFound { get; } = new("There is no such dead letter: `dead-letters list` has their ids.");
}
