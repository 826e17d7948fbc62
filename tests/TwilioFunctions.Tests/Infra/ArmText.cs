using System.Globalization;
using System.Text.RegularExpressions;

namespace TwilioFunctions.Tests.Infra;

/// <summary>
/// The text of a value of ARM JSON. Of an expression, <c>[…]</c>, literals and <c>format()</c> are text; everything else is known to Azure
/// only. Source: https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions
/// </summary>
internal static partial class ArmText
{
    /// <summary>Stands in a text for what only Azure knows, and in a name for a place in a list.</summary>
    public const string Unknown = "{}";

    private const string Format = "format(";

    public static string Of(string value) => value.StartsWith('[') && value.EndsWith(']') ? OfExpression(value[1..^1]) : value;

    private static string OfExpression(string expression)
    {
        if (Literal.IsMatch(expression))
            return expression.Trim('\'').Replace("''", "'", StringComparison.Ordinal);
        if (!expression.StartsWith(Format, StringComparison.Ordinal) || !expression.EndsWith(')'))
            return Unknown;
        var arguments = Arguments(expression[Format.Length..^1]).Select(OfExpression).ToList();
        return Hole.Replace(arguments[0], hole => arguments[1 + int.Parse(hole.Groups[1].Value, CultureInfo.InvariantCulture)]);
    }

    /// <summary>Splits at the commas that are in no string and no parentheses.</summary>
    private static IEnumerable<string> Arguments(string list)
    {
        var (begin, depth, isText) = (0, 0, false);
        for (var at = 0; at < list.Length; at++)
        {
            isText ^= list[at] == '\'';
            if (isText)
                continue;
            depth += list[at] is '(' ? 1 : list[at] is ')' ? -1 : 0;
            if (list[at] == ',' && depth == 0)
            {
                yield return list[begin..at].Trim();
                begin = at + 1;
            }
        }

        yield return list[begin..].Trim();
    }

    [GeneratedRegex(@"^('([^']|'')*'|\d+)$")]
    private static partial Regex Literal { get; }

    [GeneratedRegex(@"\{(\d+)\}")]
    private static partial Regex Hole { get; }
}
