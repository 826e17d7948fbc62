using Microsoft.IdentityModel.Tokens;

namespace TwilioFunctions.Core.CallNotifications.Channels.WebPubSub;

/// <summary>
/// Creates the tokens that an access key signs, for the service and for its clients:
/// https://learn.microsoft.com/azure/azure-web-pubsub/reference-rest-api-data-plane.
/// </summary>
internal static class WebPubSubTokens
{
    /// <param name="accessKey">As the portal shows it; it is not decoded.</param>
    /// <param name="audience">The URL of the request, or the client's endpoint.</param>
    /// <param name="user">The client's user; null for a request of ours.</param>
    /// <param name="now">When it is issued.</param>
    /// <param name="expiresAt">When it ends.</param>
    public static string Create(string accessKey, string audience, string? user, DateTimeOffset now, DateTimeOffset expiresAt) =>
        WebTokens.Handler.CreateToken(new SecurityTokenDescriptor
        {
            Audience = audience,
            IssuedAt = now.UtcDateTime,
            Expires = expiresAt.UtcDateTime,
            Claims = user is null ? null : new Dictionary<string, object> { ["sub"] = user },
            SigningCredentials = WebTokens.Hmac(accessKey),
        });
}
