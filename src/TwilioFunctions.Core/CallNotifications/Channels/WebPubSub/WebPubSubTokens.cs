using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace TwilioFunctions.Core.CallNotifications.Channels.WebPubSub;

/// <summary>
/// Makes the tokens that an access key signs (JWT, HS256), for the service and for its clients:
/// https://learn.microsoft.com/azure/azure-web-pubsub/reference-rest-api-data-plane. Our own because Azure.Messaging.WebPubSub is not on
/// every feed, and no other package of ours makes them.
/// </summary>
internal static class WebPubSubTokens
{
    private static readonly string Header = Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8);

    /// <param name="accessKey">As the portal shows it; it is not decoded.</param>
    /// <param name="audience">The URL of the request, or the client's endpoint.</param>
    /// <param name="user">The client's user; null for a request of ours.</param>
    /// <param name="now">When it is issued.</param>
    /// <param name="expiresAt">When it ends.</param>
    public static string Create(string accessKey, string audience, string? user, DateTimeOffset now, DateTimeOffset expiresAt)
    {
        using var claims = new MemoryStream();
        using (var json = new Utf8JsonWriter(claims))
        {
            json.WriteStartObject();
            json.WriteString("aud", audience);
            if (user is not null)
                json.WriteString("sub", user);
            json.WriteNumber("iat", now.ToUnixTimeSeconds());
            json.WriteNumber("exp", expiresAt.ToUnixTimeSeconds());
            json.WriteEndObject();
        }

        var signed = $"{Header}.{Base64Url.EncodeToString(claims.ToArray())}";
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(accessKey), Encoding.ASCII.GetBytes(signed));
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }
}
