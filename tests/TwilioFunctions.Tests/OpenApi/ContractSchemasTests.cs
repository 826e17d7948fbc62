using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TwilioFunctions.Tests.OpenApi;

/// <summary>
/// Holds the component schemas of <c>docs/openapi.json</c> to the contracts: properties, types, nulls, required properties. Descriptions,
/// examples, patterns, enumerations and limits are the file's own.
/// </summary>
public sealed class ContractSchemasTests
{
    /// <summary>Twilio's own request, and strings that have a name in the file only.</summary>
    private static readonly string[] WithoutContract = ["CallNotification", "Channel", "HealthStatus", "Stage"];

    public static TheoryData<string> Names => [.. ContractSchemas.All.Keys.Order(StringComparer.Ordinal)];

    [Fact]
    public void EverySchema_HasAContract() => Assert.Equal(
        OpenApiFile.Schemas.EnumerateObject().Select(schema => schema.Name).Except(WithoutContract).Order(StringComparer.Ordinal),
        ContractSchemas.All.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void Schema_IsThatOfItsContract(string name)
    {
        var contract = ContractSchemas.All[name];

        string[] differences = [.. Differences(name, contract, contract, OpenApiFile.Schemas.GetProperty(name))];

        Assert.True(differences.Length == 0, string.Join(Environment.NewLine, differences));
    }

    private static IEnumerable<string> Differences(string path, JsonNode root, JsonNode contract, JsonElement file)
    {
        var schema = FileSchema.Read(file);
        if (contract is JsonObject referring && referring["$ref"] is { } reference)
            contract = Follow(root, reference.GetValue<string>());
        // The exporter knows nothing of a value that a converter writes.
        if (contract is not JsonObject expected || !expected.ContainsKey("type"))
            return [];

        return Unequal($"{path}: type", Texts(expected["type"]), schema.Types)
            .Concat(Unequal($"{path}: format", Texts(expected["format"]), schema.Format))
            .Concat(Unequal($"{path}: properties", Keys(expected["properties"]), schema.Properties.Keys))
            .Concat(Unequal($"{path}: required", Texts(expected["required"]), schema.Required))
            .Concat(schema.Properties.Where(property => expected["properties"]?[property.Key] is not null)
                .SelectMany(property => Differences($"{path}.{property.Key}", root, expected["properties"]![property.Key]!, property.Value)))
            .Concat(expected["items"] is { } items ? Differences($"{path}[]", root, items, schema.Items) : [])
            .Concat(expected["additionalProperties"] is JsonObject values ? Differences($"{path}{{}}", root, values, schema.Values) : []);
    }

    private static JsonNode Follow(JsonNode root, string pointer) => pointer.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries)
        .Aggregate(root, (node, key) => node is JsonArray list ? list[int.Parse(key, CultureInfo.InvariantCulture)]! : node[key]!);

    private static IEnumerable<string> Unequal(string what, IEnumerable<string> contract, IEnumerable<string> file)
    {
        string[] expected = [.. contract.Order(StringComparer.Ordinal)];
        string[] actual = [.. file.Order(StringComparer.Ordinal)];
        return expected.SequenceEqual(actual) ? [] : [$"{what} is {string.Join(", ", expected)} in the contract, {string.Join(", ", actual)} in the file"];
    }

    private static IEnumerable<string> Keys(JsonNode? node) => node is JsonObject members ? members.Select(member => member.Key) : [];

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        null => [],
        JsonArray list => list.Select(item => item!.GetValue<string>()),
        _ => [node.GetValue<string>()],
    };

    /// <summary>A schema of the file, with its references followed and its alternatives merged.</summary>
    private sealed record FileSchema(
        IReadOnlyCollection<string> Types,
        IReadOnlyCollection<string> Format,
        IReadOnlyDictionary<string, JsonElement> Properties,
        IReadOnlyCollection<string> Required,
        JsonElement Items,
        JsonElement Values)
    {
        public static FileSchema Read(JsonElement schema)
        {
            schema = OpenApiFile.Resolve(schema);
            // An allOf that begins with a reference only narrows it.
            if (schema.TryGetProperty("allOf", out var all) && all[0].TryGetProperty("$ref", out _))
                return Read(all[0]);
            if (schema.TryGetProperty("oneOf", out var alternatives))
                return Merge([.. alternatives.EnumerateArray().Select(Read)]);
            return new FileSchema(
                Strings(schema, "type"),
                Strings(schema, "format"),
                schema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject().ToDictionary(property => property.Name, property => property.Value) : [],
                Strings(schema, "required"),
                schema.TryGetProperty("items", out var items) ? items : default,
                schema.TryGetProperty("additionalProperties", out var values) ? values : default);
        }

        private static FileSchema Merge(FileSchema[] alternatives)
        {
            FileSchema[] values = [.. alternatives.Where(alternative => !alternative.Types.SequenceEqual(["null"]))];
            return values[0] with
            {
                Types = [.. alternatives.SelectMany(alternative => alternative.Types).Distinct()],
                Properties = values.SelectMany(value => value.Properties).ToDictionary(),
                Required = [.. values.Select(value => value.Required).Aggregate((left, right) => [.. left.Intersect(right)])],
            };
        }

        private static string[] Strings(JsonElement schema, string keyword) => !schema.TryGetProperty(keyword, out var value) ? []
            : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(item => item.GetString()!)]
            : [value.GetString()!];
    }
}
