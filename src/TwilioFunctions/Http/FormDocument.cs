using System.Text.Json;
using System.Text.Json.Serialization;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Http;

/// <summary>A form within an answer: a member a parameter, whose value is a string, or an array of strings for a name that came several times.</summary>
[JsonConverter(typeof(FormJson))]
internal sealed record FormDocument(FormParameters Parameters);

/// <summary>How a form is written.</summary>
internal sealed class FormJson : JsonConverter<FormDocument>
{
    public override FormDocument Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Forms are written, never read.");

    public override void Write(Utf8JsonWriter writer, FormDocument value, JsonSerializerOptions options)
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

    private static void WriteArray(Utf8JsonWriter writer, IEnumerable<string> values)
    {
        writer.WriteStartArray();
        foreach (var value in values)
            writer.WriteStringValue(value);
        writer.WriteEndArray();
    }
}
