using System.Text.Json;
using System.Text.Json.Serialization;
using TwilioFunctions.Core.Bindings;

namespace TwilioFunctions.Bindings;

/// <summary>A binding within an answer.</summary>
/// <param name="Binding">What is written.</param>
/// <param name="WithSecrets">False leaves out a webhook's secrets.</param>
[JsonConverter(typeof(BindingDocumentJson))]
internal sealed record BindingDocument(ClientBinding Binding, bool WithSecrets);

/// <summary>Writes bindings as <see cref="ClientBindingJson"/> does everywhere.</summary>
internal sealed class BindingDocumentJson : JsonConverter<BindingDocument>
{
    public override BindingDocument Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Bindings are read by BindingReader.");

    public override void Write(Utf8JsonWriter writer, BindingDocument value, JsonSerializerOptions options) =>
        ClientBindingJson.Write(writer, value.Binding, value.WithSecrets);
}
