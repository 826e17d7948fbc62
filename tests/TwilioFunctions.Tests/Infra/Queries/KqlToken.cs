namespace TwilioFunctions.Tests.Infra.Queries;

/// <summary>A piece of a Kusto query: a word, a string, or a sign of one letter.</summary>
internal sealed record KqlToken(bool IsString, string Text)
{
    public bool Is(string text) => !IsString && Text == text;
}
