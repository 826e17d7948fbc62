using System.Text.Json;
using System.Text.Json.Serialization;

namespace TwilioFunctions.Cli.Setup;

/// <summary>What the app's <c>GET /api/events</c> answers, as far as it is looked at.</summary>
internal sealed record EventsAnswer(IReadOnlyList<ListedEvent>? Events);

internal sealed record ListedEvent(string? Type, CloudEventData? Event);

internal sealed record CloudEventData(JsonElement Data)
{
    /// <summary>Of a sink's test event. Twilio sends <c>data</c> as an object, and as a string that holds one.</summary>
    public string? TestId => Data.ValueKind switch
    {
        JsonValueKind.Object => Data.Deserialize(SetupJson.Default.TestEventData)?.TestId,
        JsonValueKind.String => JsonSerializer.Deserialize(Data.GetString()!, SetupJson.Default.TestEventData)?.TestId,
        _ => null,
    };
}

internal sealed record TestEventData([property: JsonPropertyName("test_id")] string? TestId);
