using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TwilioFunctions.Cli.Setup;

/// <summary>What <c>twilio … -o json</c> prints, as far as it is compared. Anything may be missing.</summary>
internal sealed record ProfileAnswer(string? Id, string? AccountSid);

internal sealed record InsightsAnswer(bool? AdvancedFeatures);

internal sealed record SinkAnswer(string? Sid, string? SinkType, string? Status, SinkConfigurationAnswer? SinkConfiguration);

internal sealed record SinkConfigurationAnswer(string? Destination, string? Method);

internal sealed record SubscriptionAnswer(string? Sid);

internal sealed record SubscribedEventAnswer(string? Type, int? SchemaVersion);

internal sealed record NumberAnswer(
    string? Sid,
    string? PhoneNumber,
    string? VoiceUrl,
    string? VoiceMethod,
    string? VoiceFallbackUrl,
    string? VoiceFallbackMethod,
    string? StatusCallback,
    string? StatusCallbackMethod,
    string? VoiceApplicationSid,
    string? TrunkSid);

internal sealed record ProxyServiceAnswer(string? CallbackUrl, string? InterceptCallbackUrl, string? OutOfSessionCallbackUrl);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(IReadOnlyList<ProfileAnswer>))]
[JsonSerializable(typeof(IReadOnlyList<InsightsAnswer>))]
[JsonSerializable(typeof(IReadOnlyList<SinkAnswer>))]
[JsonSerializable(typeof(IReadOnlyList<SubscriptionAnswer>))]
[JsonSerializable(typeof(IReadOnlyList<SubscribedEventAnswer>))]
[JsonSerializable(typeof(IReadOnlyList<NumberAnswer>))]
[JsonSerializable(typeof(IReadOnlyList<ProxyServiceAnswer>))]
[JsonSerializable(typeof(TestEventData))]
internal sealed partial class SetupJson : JsonSerializerContext;

/// <summary>A Voice Client Configuration as it is sent.</summary>
internal sealed record ConfigurationBody(string UniqueName, string Description, ClientConfiguration Configuration);

internal sealed record ClientConfiguration(
    [property: JsonPropertyName("configurationType")] string ConfigurationType, CallNotificationTarget? Callnotification);

internal sealed record CallNotificationTarget(string? Url, string? Method);

/// <summary>A Voice Client Configuration as it is answered.</summary>
internal sealed record ConfigurationAnswer(string? Id, string? UniqueName, string? Description, ClientConfiguration? Configuration);

internal sealed record ConfigurationsAnswer(IReadOnlyList<ConfigurationAnswer>? Content, ConfigurationsMeta? Meta);

internal sealed record ConfigurationsMeta(string? NextToken);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ConfigurationBody))]
[JsonSerializable(typeof(ConfigurationAnswer))]
[JsonSerializable(typeof(ConfigurationsAnswer))]
internal sealed partial class ConfigurationJson : JsonSerializerContext
{
    /// <summary>For JSON that people read in a command: without \u escapes.</summary>
    public static ConfigurationJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
