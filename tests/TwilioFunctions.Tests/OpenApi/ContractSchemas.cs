using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using TwilioFunctions.Contracts;

namespace TwilioFunctions.Tests.OpenApi;

/// <summary>The JSON schemas of the contracts, by the names that they have in <c>docs/openapi.json</c>.</summary>
internal static class ContractSchemas
{
    private static readonly JsonSerializerOptions Options = new(ContractsJson.Api.Options) { RespectRequiredConstructorParameters = true };

    private static readonly JsonSchemaExporterOptions Exporter = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = WithoutOmittedNulls };

    /// <summary>Parts of other schemas, which the file spells out where they stand.</summary>
    private static readonly Type[] Inline =
        [typeof(FcmBinding), typeof(ApnsBinding), typeof(WebhookBinding), typeof(WebhookBindingResponse), typeof(BatchOperation), typeof(BatchDelete)];

    public static IReadOnlyDictionary<string, JsonNode> All { get; } =
        (from property in typeof(ContractsJson).GetProperties()
         where property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(JsonTypeInfo<>)
         let type = property.PropertyType.GenericTypeArguments[0]
         where type.Namespace == typeof(ContractsJson).Namespace && !Inline.Contains(type)
         select (Name: NameOf(type), Schema: Options.GetJsonSchemaAsNode(type, Exporter))).ToDictionary(schema => schema.Name, schema => schema.Schema);

    private static string NameOf(Type type) => type.Name
        .Replace("Response", "", StringComparison.Ordinal)
        .Replace("Request", type == typeof(IncomingRequestResponse) ? "Request" : "Input", StringComparison.Ordinal);

    /// <summary>A property that is left out when it is null is neither required nor null.</summary>
    private static JsonNode WithoutOmittedNulls(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (schema is not JsonObject node)
            return schema;
        if (context.PropertyInfo is { } self && IsOmittedWhenNull(self) && node["type"] is JsonArray types)
            node["type"] = types.Select(type => type!.GetValue<string>()).Single(type => type != "null");
        if (node["required"] is JsonArray required)
        {
            var omitted = context.TypeInfo.Properties.Where(IsOmittedWhenNull).Select(property => property.Name).ToHashSet();
            required.RemoveAll(name => omitted.Contains(name!.GetValue<string>()));
        }
        return node;
    }

    private static bool IsOmittedWhenNull(JsonPropertyInfo property) =>
        property.AttributeProvider!.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: false) is [JsonIgnoreAttribute { Condition: JsonIgnoreCondition.WhenWritingNull }];
}
