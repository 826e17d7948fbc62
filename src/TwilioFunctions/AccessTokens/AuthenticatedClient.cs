using Microsoft.Azure.Functions.Worker;

namespace TwilioFunctions.AccessTokens;

/// <summary>The client that the calling device belongs to, as its access token proves. The middleware adds it to the features of the request.</summary>
/// <param name="AccountSid">The account, spelled as it is configured.</param>
/// <param name="Identity">The client identity, as the token has it.</param>
internal sealed record AuthenticatedClient(string AccountSid, string Identity);

/// <summary>Reads the client from the features of the request.</summary>
internal static class AuthenticatedClientFeature
{
    /// <exception cref="InvalidOperationException">The function has no <see cref="TwilioAccessTokenAttribute"/>: nothing was verified.</exception>
    public static AuthenticatedClient GetAuthenticatedClient(this FunctionContext context) =>
        context.Features.Get<AuthenticatedClient>()
        ?? throw new InvalidOperationException($"{context.FunctionDefinition.Name} reads the client but has no {nameof(TwilioAccessTokenAttribute)}.");
}

/// <summary>
/// Marks a function for devices. It runs only if <see cref="AccessTokenMiddleware"/> has verified the Twilio Access Token of the request.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TwilioAccessTokenAttribute : Attribute;
