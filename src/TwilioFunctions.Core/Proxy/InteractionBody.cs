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

/// <summary>Whose interaction it is, as far as Twilio says it. An identifier is a participant's number as a rule, and stands among both.</summary>
/// <param name="Participants">SIDs and identifiers of both sides.</param>
/// <param name="Numbers">The numbers of both sides.</param>
/// <param name="BegunByParticipants">The inbound side's.</param>
/// <param name="BegunByNumbers">The inbound side's.</param>
internal sealed record InteractionParties(
    IReadOnlyList<string> Participants, IReadOnlyList<string> Numbers, IReadOnlyList<string> BegunByParticipants, IReadOnlyList<string> BegunByNumbers)
{
    private const string InboundSid = "inboundParticipantSid";
    private const string InboundIdentifier = "inboundParticipantIdentifier";
    private const string OutboundSid = "outboundParticipantSid";
    private const string OutboundIdentifier = "outboundParticipantIdentifier";

    public static InteractionParties Of(ProxyInteraction interaction)
    {
        var parameters = interaction.Parameters;
        return new(
            Values(InboundSid, InboundIdentifier, OutboundSid, OutboundIdentifier),
            Values("From", "To", InboundIdentifier, OutboundIdentifier),
            Values(InboundSid, InboundIdentifier),
            Values("From", InboundIdentifier));

        string[] Values(params string[] names) => [.. names.SelectMany(parameters.GetValues).Where(value => value.Length > 0)];
    }
}
