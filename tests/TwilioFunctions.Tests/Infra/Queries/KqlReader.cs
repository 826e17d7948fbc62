using System.Text;

namespace TwilioFunctions.Tests.Infra.Queries;

/// <summary>
/// Cuts a Kusto query into words, strings and signs, and these into one part a table that it reads. Our own, because
/// Microsoft.Azure.Kusto.Language is not on every feed, and two operators are all that is looked at.
/// </summary>
internal static class KqlReader
{
    private static readonly string[] Sources = ["AppTraces", "AppRequests", "AppExceptions", "AppMetrics", "AppDependencies", "FunctionAppLogs"];

    /// <summary>Each part begins with its table.</summary>
    public static IEnumerable<IReadOnlyList<KqlToken>> PartsOf(string query)
    {
        List<KqlToken>? part = null;
        foreach (var token in Tokens(query))
        {
            if (!token.IsString && Sources.Contains(token.Text))
            {
                if (part is not null)
                    yield return part;
                part = [];
            }

            part?.Add(token);
        }

        if (part is not null)
            yield return part;
    }

    public static IEnumerable<KqlToken> Tokens(string query)
    {
        for (var at = 0; at < query.Length;)
        {
            if (query.AsSpan(at).StartsWith("//"))
            {
                at = query.IndexOf('\n', at) is >= 0 and var end ? end : query.Length;
            }
            else if (query[at] is '"' or '\'')
            {
                yield return new KqlToken(true, Text(query, ref at));
            }
            else if (IsOfWord(query[at]))
            {
                var begin = at;
                while (at < query.Length && IsOfWord(query[at]))
                    at++;
                yield return new KqlToken(false, query[begin..at]);
            }
            else if (!char.IsWhiteSpace(query[at++]))
            {
                yield return new KqlToken(false, query[at - 1].ToString());
            }
        }
    }

    private static bool IsOfWord(char letter) => char.IsAsciiLetterOrDigit(letter) || letter == '_';

    private static string Text(string query, ref int at)
    {
        var quote = query[at++];
        var text = new StringBuilder();
        while (at < query.Length && query[at] != quote)
        {
            if (query[at] == '\\')
                at++;
            text.Append(query[at++]);
        }

        at++;
        return text.ToString();
    }
}
