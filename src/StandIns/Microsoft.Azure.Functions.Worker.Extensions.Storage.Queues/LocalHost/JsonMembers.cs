using System.Text.Json;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>The top-level members of a JSON object as binding data.</summary>
internal static class JsonMembers
{
    /// <summary>Arrays and nulls are left out; text that is no JSON object has no members.</summary>
    public static void AddTo(Dictionary<string, object?> values, ReadOnlyMemory<byte> json)
    {
        if (!LooksLikeObject(json.Span))
            return;
        try
        {
            using var document = JsonDocument.Parse(json);
            foreach (var member in document.RootElement.EnumerateObject())
            {
                if (ValueOf(member.Value) is { } value)
                    values[member.Name] = value;
            }
        }
        catch (JsonException)
        {
            // Any text may be a message.
        }
    }

    private static bool LooksLikeObject(ReadOnlySpan<byte> json) =>
        json.TrimStart(" \t\r\n"u8) is [(byte)'{', ..];

    private static string? ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Array => null,
        JsonValueKind.True => bool.TrueString,
        JsonValueKind.False => bool.FalseString,
        JsonValueKind.Object => JsonSerializer.Serialize(value, JsonSerializerOptions.Default),
        _ => value.ToString(),
    };
}
