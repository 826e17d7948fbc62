using System.Text.Json;
using TwilioFunctions.Tests.Infra.Queries;

namespace TwilioFunctions.Tests.Infra.Checks;

/// <summary>What the queries of alerts and workbook look for is what the code logs, and the functions that they name are functions.</summary>
internal static class QueriesCheck
{
    private const string Alerts = "Microsoft.Insights/scheduledQueryRules";
    private const string Workbook = "infra/workbook.json";

    private static readonly string[] NamesOfFunctions = ["Name", "OperationName"];
    private static readonly string[] OperatorsOfTexts = ["in", "startswith", "endswith", "contains", "has"];

    public static IEnumerable<Disagreement> Of(Template template, AppCode code) =>
    [
        .. from query in Queries(template)
           from part in KqlReader.PartsOf(query.Text)
           from disagreement in OfPart(query.File, part, code)
           select disagreement,
        .. Columns(template),
    ];

    private static IEnumerable<(string File, string Text)> Queries(Template template)
    {
        foreach (var file in template.Texts.Where(text => text.Key.EndsWith(".kql", StringComparison.Ordinal)))
            yield return (file.Key, file.Value);
        if (!template.Texts.TryGetValue(Workbook, out var workbook))
            yield break;
        using var json = JsonDocument.Parse(workbook);
        foreach (var query in QueriesWithin(json.RootElement).ToList())
            yield return (Workbook, query);
    }

    private static IEnumerable<string> QueriesWithin(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member =>
            member is { Name: "query", Value.ValueKind: JsonValueKind.String } ? [member.Value.GetString()!] : QueriesWithin(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(QueriesWithin),
        _ => [],
    };

    private static IEnumerable<Disagreement> OfPart(string file, IReadOnlyList<KqlToken> part, AppCode code)
    {
        foreach (var (column, _, text) in Comparisons(part).Where(comparison => NamesOfFunctions.Contains(comparison.Column)))
        {
            if (!code.HttpFunctions.Contains(text) && !code.OtherFunctions.Contains(text))
                yield return new Disagreement(file, text, $"is compared with {column}, and is no function of the app: rename it as the code did.");
        }

        var pattern = MessagePattern.Of(part);
        foreach (var unreadable in pattern.Unreadable)
            yield return new Disagreement(file, unreadable, "cannot be held against the code: use startswith, contains, has, endswith or parse.");
        if (pattern.IsEmpty)
            yield break;

        var matches = code.LogMessages
            .Select(message => (Message: message, Columns: MessageMatch.Of(pattern, message, ValuesOf)))
            .Where(match => match.Columns is not null)
            .ToList();
        if (matches.Count == 0)
        {
            var parsed = pattern.Parses.SelectMany(parse => parse.Where(token => token.IsString).Select(token => token.Text));
            var phrases = string.Join("' … '", pattern.Phrases.Select(phrase => phrase.Phrase).Concat(parsed).Distinct());
            yield return new Disagreement(file, $"'{phrases}'", "is in no line that the code logs ([LoggerMessage]): write it as the code does.");
        }

        foreach (var (column, comparison, text) in Comparisons(part))
        {
            var values = matches.Where(match => match.Columns!.ContainsKey(column)).SelectMany(match => ValuesOf(match.Message, match.Columns![column])).ToList();
            if (values.Count > 0 && !values.Any(value => IsTrue(value, comparison, text)))
            {
                yield return new Disagreement(
                    file, text, $"is compared with {column}, which is never so in what the code logs: write one of {string.Join(", ", values.Distinct())}.");
            }
        }

        IReadOnlyList<string> ValuesOf(AppLogMessage message, string hole)
        {
            var type = message.Types[message.Holes.ToList().IndexOf(hole)];
            return hole switch
            {
                _ when type is { IsEnum: true } => Enum.GetNames(type),
                "Queue" => code.Queues,
                "Function" => [.. code.HttpFunctions, .. code.OtherFunctions],
                _ => [],
            };
        }
    }

    /// <summary><c>Column == "text"</c>, <c>Column !in ("text", "text")</c>, <c>Column endswith "text"</c>.</summary>
    private static IEnumerable<(string Column, string Operator, string Text)> Comparisons(IReadOnlyList<KqlToken> part)
    {
        for (var at = 0; at + 3 < part.Count; at++)
        {
            var sign = part[at + 1].Is("!") ? at + 2 : at + 1;
            var operand = sign + 1;
            while (operand < part.Count - 1 && (part[operand].Is("=") || part[operand].Is("~")))
                operand++;
            // A single = names a column.
            var isEquality = part[sign].Is("=") && operand > at + 2;
            if (part[at].IsString || !(isEquality || OperatorsOfTexts.Contains(part[sign].Text)))
                continue;
            var texts = part[operand].Is("(") ? part.Skip(operand + 1).TakeWhile(token => !token.Is(")")) : [part[operand]];
            foreach (var text in texts.Where(token => token.IsString))
                yield return (part[at].Text, part[sign].Text, text.Text);
        }
    }

    private static bool IsTrue(string value, string comparison, string text) => comparison switch
    {
        "startswith" => value.StartsWith(text, StringComparison.OrdinalIgnoreCase),
        "endswith" => value.EndsWith(text, StringComparison.OrdinalIgnoreCase),
        "contains" or "has" => value.Contains(text, StringComparison.OrdinalIgnoreCase),
        _ => value == text,
    };

    /// <summary>An alert counts a column, and splits by one, that its query has.</summary>
    private static IEnumerable<Disagreement> Columns(Template template) =>
        from rule in template.Compiled.Everything.Of(Alerts)
        from criterion in rule.At("properties.criteria.allOf")!.Value.EnumerateArray()
        let query = criterion.GetProperty("query").GetString()!
        let words = KqlReader.Tokens(query).Where(token => !token.IsString).Select(token => token.Text).ToHashSet()
        let dimensions = criterion.GetProperty("dimensions").EnumerateArray().Select(dimension => dimension.GetProperty("name"))
        from column in dimensions.Append(criterion.GetProperty("metricMeasureColumn")).Select(column => column.GetString()!)
        where !words.Contains(column)
        select new Disagreement(template.FileOf(Alerts), column, $"is a dimension or the measure of the alert {rule.Name}, whose query has no such column.");
}
