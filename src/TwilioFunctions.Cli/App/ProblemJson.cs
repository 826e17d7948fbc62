using System.Text.Json;
using System.Text.Json.Serialization;

namespace TwilioFunctions.Cli.App;

/// <summary>What the app says when it refuses.</summary>
internal sealed record ProblemAnswer(string? Title, string? Detail, IReadOnlyList<FieldProblem>? Errors);

/// <param name="Field">Where, in the JSON; empty for the whole.</param>
/// <param name="Detail">A sentence.</param>
internal sealed record FieldProblem(string? Field, string? Detail)
{
    [JsonIgnore]
    public string Sentence => string.IsNullOrEmpty(Field) ? Detail ?? "" : $"{Field}: {Detail}";
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ProblemAnswer))]
internal sealed partial class ProblemJson : JsonSerializerContext;
