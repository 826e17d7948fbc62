using System.Text.Json;
using System.Text.Json.Serialization;
using TwilioFunctions.Core.Calls;

namespace TwilioFunctions.Core.Proxy;

/// <summary>
/// Decides whether a Proxy interaction is allowed. A policy that is registered after <c>AddTwilioFunctionsCore</c> replaces the policy of
/// the settings. If it throws or takes longer than 800 ms, the setting <c>Proxy__OnPolicyFailure</c> decides.
/// </summary>
public interface IInterceptPolicy
{
    /// <summary>Whether the policy never waits. It then runs without a timeout, however long a cold start takes.</summary>
    bool IsImmediate => false;

    /// <summary>Returns the decision. Twilio may repeat a request: return the same decision for the same interaction.</summary>
    Task<InterceptDecision> DecideAsync(ProxyInteraction interaction, CancellationToken cancellationToken);
}

/// <summary>Whether a Proxy interaction may go on.</summary>
public sealed record InterceptDecision
{
    private InterceptDecision(string? blockedReason) => BlockedReason = blockedReason;

    /// <summary>It goes on.</summary>
    public static InterceptDecision Allow { get; } = new(blockedReason: null);

    /// <summary>Why it is blocked; null when it goes on.</summary>
    public string? BlockedReason { get; }

    /// <summary>Whether nothing could be decided, so that the setting did.</summary>
    public bool IsFallback { get; init; }

    /// <summary>It ends here.</summary>
    /// <param name="reason">Why, for the log and the record of the call: no personal data.</param>
    public static InterceptDecision Block(string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return new(reason);
    }
}

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
