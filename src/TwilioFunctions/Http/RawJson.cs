using System.Text.Json;

namespace TwilioFunctions.Http;

/// <summary>Twilio's own JSON within an answer.</summary>
internal static class RawJson
{
    private static readonly JsonDocumentOptions AnyDepth = new() { MaxDepth = int.MaxValue };

    public static JsonElement Of(string json)
    {
        using var document = JsonDocument.Parse(json, AnyDepth);
        return document.RootElement.Clone();
    }
}
