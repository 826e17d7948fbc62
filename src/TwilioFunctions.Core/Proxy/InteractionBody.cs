using System.Text.Json;
using TwilioFunctions.Core.Calls;

namespace TwilioFunctions.Core.Proxy;

/// <summary>Finds a message's text in <c>interactionData</c>, which is <c>{"body":"…"}</c> as a rule.</summary>
internal static class InteractionBody
{
    /// <summary>The text; null for a call, and where there is none. Data that is no JSON object is taken for the text itself.</summary>
    public static string? Of(ProxyInteraction interaction)
    {
        if (interaction.IsVoice || interaction.Data is not { } data)
            return null;
        if (interaction.DataJson is null)
            return data;
        try
        {
            using var document = JsonDocument.Parse(data);
            return document.RootElement.ValueKind != JsonValueKind.Object
                ? data
                : document.RootElement.TryGetProperty("body", out var body) ? TextOf(body) : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, written as an escape, is legal JSON but no text.
            return data;
        }
    }

    private static string? TextOf(JsonElement body) => body.ValueKind == JsonValueKind.String ? body.GetString() : body.GetRawText();
}
