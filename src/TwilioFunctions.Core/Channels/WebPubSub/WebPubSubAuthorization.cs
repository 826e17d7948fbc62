using System.Net.Http.Headers;
using Azure.Core;
using Microsoft.IdentityModel.Tokens;
using TwilioFunctions.Core.AccessTokens;

namespace TwilioFunctions.Core.Channels.WebPubSub;

/// <summary>
/// Authorizes requests to the service: with a token of a few minutes that the access key signs for the one request, or with the app's
/// own Entra token. Safe to use from many threads.
/// </summary>
/// <param name="accessKey">Null where the credential is used.</param>
/// <param name="credential">Null where there is an access key.</param>
/// <param name="time">The clock.</param>
internal sealed class WebPubSubAuthorization(string? accessKey, TokenCredential? credential, TimeProvider time)
{
    private static readonly string[] Scopes = ["https://webpubsub.azure.com/.default"];
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private volatile EntraToken? entra;

    /// <summary>Sets the request's <c>Authorization</c>.</summary>
    /// <exception cref="Azure.Identity.AuthenticationFailedException">Entra gave no token.</exception>
    public async Task AuthorizeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var now = time.GetUtcNow();
        var token = accessKey is null
            ? await EntraTokenAsync(now, cancellationToken)
            : WebPubSubTokens.Create(accessKey, request.RequestUri!.AbsoluteUri, user: null, now, now + Lifetime);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    // Kept here because not every credential keeps its tokens: the developer's own asks another process each time.
    private async ValueTask<string> EntraTokenAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (entra is { } kept && now < kept.RenewAt)
            return kept.Token;
        var token = await credential!.GetTokenAsync(new TokenRequestContext(Scopes), cancellationToken);
        entra = new EntraToken(token.Token, token.RefreshOn ?? token.ExpiresOn - Lifetime);
        return token.Token;
    }

    private sealed record EntraToken(string Token, DateTimeOffset RenewAt);
}

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
