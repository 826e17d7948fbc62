using Microsoft.Azure.Functions.Worker;

namespace TwilioFunctions.AccessTokens;

/// <summary>Who the calling device belongs to, as its access token proves; the middleware leaves it for the function.</summary>
/// <param name="AccountSid">The account, spelled as it is configured.</param>
/// <param name="Identity">The client identity, as the token has it.</param>
internal sealed record AuthenticatedClient(string AccountSid, string Identity);

/// <summary>How a function gets at it.</summary>
internal static class AuthenticatedClientFeature
{
    /// <exception cref="InvalidOperationException">The function is not marked, so that nothing was verified.</exception>
    public static AuthenticatedClient GetAuthenticatedClient(this FunctionContext context) =>
        context.Features.Get<AuthenticatedClient>()
        ?? throw new InvalidOperationException($"{context.FunctionDefinition.Name} asks who calls but carries no {nameof(TwilioAccessTokenAttribute)}.");
}

/// <summary>
/// Marks a function that a device calls: it runs only when <see cref="AccessTokenMiddleware"/> has proven by a Twilio Access Token who
/// the device belongs to.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TwilioAccessTokenAttribute : Attribute;
