using System.Text.Json;
using System.Text.Json.Serialization;

namespace TwilioFunctions.Core.Proxy;

/// <summary>The JSON that makes Proxy open a session: https://www.twilio.com/docs/proxy/out-of-session-callback-response-guide.</summary>
internal sealed record NewSession(string ParticipantIdentifier, string? ParticipantProxyIdentifier, string UniqueName, string Mode, int? Ttl)
{
    /// <param name="options">Options that are valid.</param>
    /// <param name="sid">The call or message. The same one makes the same session.</param>
    public static NewSession Of(NewSessionOptions options, string sid) => new(
        options.ParticipantIdentifier!,
        options.ParticipantProxyIdentifier,
        options.UniqueName.Replace(NewSessionOptions.SidPlaceholder, sid, StringComparison.Ordinal),
        SessionModes.Of(options.Mode)!,
        options.Ttl);

    public string Serialize() => JsonSerializer.Serialize(this, NewSessionJson.Default.NewSession);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(NewSession))]
internal sealed partial class NewSessionJson : JsonSerializerContext;
