using System.Net;
using System.Text.Json;

namespace TwilioFunctions.Core.CallNotifications.Channels.WebPubSub;

/// <summary>What the service's answers mean.</summary>
internal static class WebPubSubAnswers
{
    public const string NoIdentity =
        "The app has no identity to ask Azure Web PubSub with: give it a managed identity " +
        "(Channels__WebPubSub__ClientId names one that is user-assigned), or set Channels__WebPubSub__AccessKey.";

    /// <summary>No answer means that an address is invalid for good: the user is the identity itself.</summary>
    public static DeliveryResult ResultOf(ChannelAnswer answer) => answer.ByStatus(ReasonOf(answer));

    /// <summary>The status and the service's code, and what to do where it is known.</summary>
    public static string ReasonOf(ChannelAnswer answer)
    {
        var reason = answer.Reason(CodeOf(answer.Json));
        return answer.Status switch
        {
            HttpStatusCode.Unauthorized =>
                $"{reason}: Channels__WebPubSub__AccessKey is not a key of the instance, or access keys are disabled there",
            HttpStatusCode.Forbidden =>
                $"{reason}: give the app's identity the role Web PubSub Service Owner, and let the instance's network rules admit the app",
            _ => reason,
        };
    }

    private static string? CodeOf(JsonElement? error)
    {
        if (error is not { ValueKind: JsonValueKind.Object } members
            || !members.TryGetProperty("code", out var code)
            || code.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return code.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair.
            return null;
        }
    }
}
