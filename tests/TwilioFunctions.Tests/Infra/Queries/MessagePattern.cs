namespace TwilioFunctions.Tests.Infra.Queries;

/// <summary>What a query looks for in the column <c>Message</c> of the app's log lines.</summary>
/// <param name="Phrases">From <c>contains</c>, <c>startswith</c> and their like.</param>
/// <param name="Parses">From each <c>parse Message with</c>: texts, and between them the names of columns, or <c>*</c>.</param>
/// <param name="Unreadable">What it does with the column that nobody can hold against the code.</param>
internal sealed record MessagePattern(
    IReadOnlyList<(string Operator, string Phrase)> Phrases, IReadOnlyList<IReadOnlyList<KqlToken>> Parses, IReadOnlyList<string> Unreadable)
{
    public const string Column = "Message";

    private static readonly string[] Operators = ["startswith", "startswith_cs", "contains", "contains_cs", "has", "has_cs", "endswith", "endswith_cs"];

    // The column is passed on, shown or counted.
    private static readonly string[] Harmless = [",", "|", ";", ")", "=", "by", "asc", "desc", "isnotempty", "isempty"];

    public bool IsEmpty => Phrases.Count == 0 && Parses.Count == 0 && Unreadable.Count == 0;

    public static MessagePattern Of(IReadOnlyList<KqlToken> part)
    {
        var phrases = new List<(string, string)>();
        var parses = new List<IReadOnlyList<KqlToken>>();
        var unreadable = new List<string>();
        for (var at = 0; at < part.Count; at++)
        {
            if (!part[at].Is(Column))
                continue;
            var next = at + 1 < part.Count ? part[at + 1] : new KqlToken(false, ";");
            if (next.Is("with"))
                parses.Add([.. part.Skip(at + 2).TakeWhile(token => !token.Is("|") && !token.Is(";"))]);
            else if (Operators.Contains(next.Text) && at + 2 < part.Count && part[at + 2].IsString)
                phrases.Add((next.Text, part[at + 2].Text));
            else if (!Harmless.Contains(next.Text))
                unreadable.Add($"{Column} {next.Text}");
        }

        return new MessagePattern(phrases, parses, unreadable);
    }
}
