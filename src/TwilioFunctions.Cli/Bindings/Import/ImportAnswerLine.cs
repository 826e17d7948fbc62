using TwilioFunctions.Cli.App;

namespace TwilioFunctions.Cli.Bindings.Import;

/// <summary>What became of a line of a part.</summary>
/// <param name="Line">The first line of the part is 1; empty lines count.</param>
/// <param name="Status">The HTTP status that the line alone would have been answered with.</param>
/// <param name="Errors">What is wrong, field by field.</param>
internal sealed record ImportAnswerLine(int Line, int Status, IReadOnlyList<FieldProblem>? Errors)
{
    public bool IsCreated => Status == 201;

    public bool IsDone => Status is >= 200 and < 300;

    /// <summary>Whether the line may well succeed when it is sent again.</summary>
    public bool IsPassing => Status is 429 or >= 500 || IsContended;

    // Too many bindings of an identity are a conflict as well, and name the field.
    private bool IsContended => Status == 409 && Errors?.Any(error => !string.IsNullOrEmpty(error.Field)) != true;

    /// <summary>Why it is not done.</summary>
    public string Reason => Errors is { Count: > 0 } ? string.Join(' ', Errors.Select(error => error.Sentence)) : $"The app answered {Status}.";
}
