using Microsoft.Azure.Functions.Worker;

namespace TwilioFunctions.Signatures;

/// <summary>A request that is proven to be Twilio's; the middleware leaves it for the function.</summary>
/// <param name="AccountSid">The account whose key signed it; null only while verification is switched off.</param>
internal sealed record VerifiedWebhook(string? AccountSid);

/// <summary>How a function gets at it.</summary>
internal static class VerifiedWebhookFeature
{
    /// <exception cref="InvalidOperationException">The function is not marked as a webhook, so that nothing was verified.</exception>
    public static VerifiedWebhook GetVerifiedWebhook(this FunctionContext context) =>
        context.Features.Get<VerifiedWebhook>()
        ?? throw new InvalidOperationException($"{context.FunctionDefinition.Name} receives from Twilio but carries no {nameof(TwilioWebhookAttribute)}.");
}
