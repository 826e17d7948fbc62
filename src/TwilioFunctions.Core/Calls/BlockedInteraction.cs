using System.Text.Json;
using System.Text.Json.Serialization;

namespace TwilioFunctions.Core.Calls;

/// <summary>The payload of a message <c>proxy.intercept</c>: a Proxy interaction that was blocked.</summary>
/// <param name="Reason">Why it was blocked, in words.</param>
/// <param name="Form">The parameters as Twilio sent them.</param>
public sealed record BlockedInteraction(string Reason, string Form)
{
    /// <summary>The payload's text.</summary>
    public string Serialize() => JsonSerializer.Serialize(this, BlockedInteractionJson.Default.BlockedInteraction);

    /// <exception cref="InvalidDataException">The text is none that <see cref="Serialize"/> made.</exception>
    internal static BlockedInteraction Parse(string payload)
    {
        try
        {
            return JsonSerializer.Deserialize(payload, BlockedInteractionJson.Default.BlockedInteraction) is { Reason: not null, Form: not null } blocked
                ? blocked
                : throw new InvalidDataException("Not a blocked interaction: its reason or its form is missing.");
        }
        catch (JsonException malformed)
        {
            throw new InvalidDataException($"Not a blocked interaction: {malformed.Message}", malformed);
        }
    }
}

[JsonSerializable(typeof(BlockedInteraction))]
internal sealed partial class BlockedInteractionJson : JsonSerializerContext;
