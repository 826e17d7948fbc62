using System.Text.Json;
using System.Text.Json.Serialization;

namespace TwilioFunctions.Contracts;

/// <summary>
/// The parameters of a callback: an object with a member for each name. Its value is a string, or an array of strings if the name
/// came several times.
/// </summary>
/// <param name="Parameters">The names and values, decoded.</param>
[JsonConverter(typeof(FormJsonConverter))]
public sealed record FormResponse(IReadOnlyList<KeyValuePair<string, string>> Parameters);

/// <summary>Reads and writes a form.</summary>
internal sealed class FormJsonConverter : JsonConverter<FormResponse>
{
    public override FormResponse Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new JsonException("A form must be an object.");
        return new FormResponse([.. document.RootElement.EnumerateObject().SelectMany(Values)]);
    }

    public override void Write(Utf8JsonWriter writer, FormResponse value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var values in value.Parameters.GroupBy(parameter => parameter.Key, parameter => parameter.Value, StringComparer.Ordinal))
        {
            writer.WritePropertyName(values.Key);
            if (values.Skip(1).Any())
                WriteArray(writer, values);
            else
                writer.WriteStringValue(values.First());
        }
        writer.WriteEndObject();
    }

    private static IEnumerable<KeyValuePair<string, string>> Values(JsonProperty member) => member.Value.ValueKind == JsonValueKind.Array
        ? member.Value.EnumerateArray().Select(value => KeyValuePair.Create(member.Name, Text(value)))
        : [KeyValuePair.Create(member.Name, Text(member.Value))];

    private static string Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new JsonException("A parameter must be a string.");

    private static void WriteArray(Utf8JsonWriter writer, IEnumerable<string> values)
    {
        writer.WriteStartArray();
        foreach (var value in values)
            writer.WriteStringValue(value);
        writer.WriteEndArray();
    }
}
