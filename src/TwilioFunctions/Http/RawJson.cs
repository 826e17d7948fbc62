using System.Text.Json;

namespace TwilioFunctions.Http;

/// <summary>Twilio's own JSON within an answer.</summary>
internal static class RawJson
{
    public static JsonElement Of(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
