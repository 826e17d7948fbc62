using System.Text.Json.Serialization;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Http;

namespace TwilioFunctions.Calls;

/// <summary>What Proxy said of an interaction at one moment; times in UTC.</summary>
internal sealed record ProxyInteractionDocument(string InteractionSid, string? Type)
{
    public string? SessionSid { get; init; }
    public string? ServiceSid { get; init; }
    public required ProxySide Inbound { get; init; }
    public required ProxySide Outbound { get; init; }
    public DateTimeOffset? DateCreated { get; init; }
    public DateTimeOffset? DateUpdated { get; init; }

    /// <summary>Why the app blocked it; null where it did not.</summary>
    public string? BlockedReason { get; init; }

    /// <summary><c>interactionData</c> where it is JSON; as it was sent it is among the parameters.</summary>
    [JsonConverter(typeof(RawJson))]
    public string? Data { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>All that Twilio sent.</summary>
    public required FormDocument Parameters { get; init; }

    public static ProxyInteractionDocument Of(ProxyInteraction interaction)
    {
        ArgumentNullException.ThrowIfNull(interaction);
        return new ProxyInteractionDocument(interaction.InteractionSid, interaction.Type)
        {
            SessionSid = interaction.SessionSid,
            ServiceSid = interaction.ServiceSid,
            Inbound = interaction.Inbound,
            Outbound = interaction.Outbound,
            DateCreated = interaction.DateCreated,
            DateUpdated = interaction.DateUpdated,
            BlockedReason = interaction.BlockedReason,
            Data = interaction.DataJson,
            ReceivedAt = interaction.ReceivedAt,
            Parameters = new FormDocument(interaction.Parameters),
        };
    }
}
