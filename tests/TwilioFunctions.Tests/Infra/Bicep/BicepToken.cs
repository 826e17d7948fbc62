namespace TwilioFunctions.Tests.Infra.Bicep;

/// <summary>A piece of a Bicep file. A string has its literal parts in <paramref name="Segments"/> and what stands between them in <paramref name="Holes"/>.</summary>
internal sealed record BicepToken(BicepTokenKind Kind, string Text, int Line, IReadOnlyList<string> Segments, IReadOnlyList<IReadOnlyList<BicepToken>> Holes)
{
    public BicepToken(BicepTokenKind kind, string text, int line)
        : this(kind, text, line, [], [])
    {
    }

    public bool Is(string sign) => Kind == BicepTokenKind.Sign && Text == sign;

    public bool IsWord(string word) => Kind == BicepTokenKind.Name && Text == word;
}
