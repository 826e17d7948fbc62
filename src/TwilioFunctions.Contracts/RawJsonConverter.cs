using System.Text.Json;
using System.Text.Json.Serialization;

namespace TwilioFunctions.Contracts;

/// <summary>
/// Writes Twilio's own JSON without modification. A <see cref="JsonElement"/> would be written anew, and can't be written if it holds half
/// of a surrogate pair.
/// </summary>
internal sealed class RawJsonConverter : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.GetRawText();
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteRawValue(value, skipInputValidation: true);
}
