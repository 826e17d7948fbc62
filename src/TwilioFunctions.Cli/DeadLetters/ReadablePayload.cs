using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Cli.DeadLetters;

/// <summary>A payload as people read it: JSON with a member a line, a form with a decoded parameter a line, anything else as it is.</summary>
internal static class ReadablePayload
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(string payload)
    {
        if (AsJson(payload) is { } json)
            return json;
        return payload.Contains('=', StringComparison.Ordinal) && !payload.Any(char.IsWhiteSpace)
            ? string.Join('\n', FormParameters.Parse(Encoding.UTF8.GetBytes(payload)).Select(parameter => TerminalText.Line($"{parameter.Key} = {parameter.Value}")))
            : payload;
    }

    private static string? AsJson(string payload)
    {
        try
        {
            return JsonNode.Parse(payload) is JsonObject or JsonArray ? JsonSerializer.Serialize(JsonElement.Parse(payload), Readable) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
