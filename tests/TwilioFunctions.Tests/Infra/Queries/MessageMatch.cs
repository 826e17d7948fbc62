namespace TwilioFunctions.Tests.Infra.Queries;

/// <summary>Whether a log line can hold what a query looks for, and which of the query's columns then are which of the line's values.</summary>
internal static class MessageMatch
{
    /// <summary>The columns with the names of the values that they get; null where the line cannot hold it.</summary>
    /// <param name="pattern">What the query looks for.</param>
    /// <param name="message">A line of the code.</param>
    /// <param name="valuesOf">All that a value of this name can be; empty where anything.</param>
    public static IReadOnlyDictionary<string, string>? Of(MessagePattern pattern, AppLogMessage message, Func<AppLogMessage, string, IReadOnlyList<string>> valuesOf)
    {
        if (!pattern.Phrases.All(phrase => Holds(message, phrase.Operator, phrase.Phrase, hole => valuesOf(message, hole))))
            return null;
        var columns = new Dictionary<string, string>();
        return pattern.Parses.All(parse => Parses(message, parse, columns)) ? columns : null;
    }

    private static bool Holds(AppLogMessage message, string comparison, string phrase, Func<string, IReadOnlyList<string>> valuesOf) => comparison switch
    {
        _ when comparison.StartsWith("startswith", StringComparison.Ordinal) => message.Text.StartsWith(phrase, StringComparison.Ordinal),
        _ when comparison.StartsWith("endswith", StringComparison.Ordinal) => message.Text.EndsWith(phrase, StringComparison.Ordinal),
        _ => message.Text.Contains(phrase, StringComparison.Ordinal) || HoldsAcross(message, phrase, valuesOf),
    };

    /// <summary>A phrase that begins or ends within a value, as in <c>-poison holds </c>: the value must be able to be so.</summary>
    private static bool HoldsAcross(AppLogMessage message, string phrase, Func<string, IReadOnlyList<string>> valuesOf) => (
        from place in Enumerable.Range(0, message.Text.Length)
        where message.HoleAt(place) is not null
        from value in valuesOf(message.HoleAt(place)!)
        from cut in Enumerable.Range(1, phrase.Length - 1)
        let begin = phrase[..cut]
        let end = phrase[cut..]
        where (value.EndsWith(begin, StringComparison.Ordinal) && message.Text[(place + 1)..].StartsWith(end, StringComparison.Ordinal))
            || (message.Text[..place].EndsWith(begin, StringComparison.Ordinal) && value.StartsWith(end, StringComparison.Ordinal))
        select cut).Any();

    /// <summary>The texts stand in the line in their order; a column between two of them, with nothing but one value there, is that value.</summary>
    private static bool Parses(AppLogMessage message, IReadOnlyList<KqlToken> parse, Dictionary<string, string> columns)
    {
        var place = 0;
        string? column = null;
        for (var at = 0; at < parse.Count; at++)
        {
            var token = parse[at];
            if (token.IsString)
            {
                var found = message.Text.IndexOf(token.Text, place, StringComparison.Ordinal);
                if (found < 0)
                    return false;
                if (column is not null && found == place + 1 && message.HoleAt(place) is { } hole)
                    columns[column] = hole;
                place = found + token.Text.Length;
                column = null;
            }
            else if (token.Is(":"))
            {
                // The column's type follows.
                at++;
            }
            else
            {
                column = token.Text;
            }
        }

        return true;
    }
}
