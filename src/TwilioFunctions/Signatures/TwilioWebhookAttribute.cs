using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using TwilioFunctions.Contracts;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Http;

namespace TwilioFunctions.Signatures;

/// <summary>
/// Marks a function that receives webhooks. It runs only if <see cref="TwilioSignatureMiddleware"/> has proven that the request is
/// Twilio's. Each family of webhooks has a class, because each names the account in a different place.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal abstract class TwilioWebhookAttribute : Attribute
{
    /// <summary>The status for a request that isn't proven to be Twilio's: 401 or 403, depending on Twilio's reaction to it.</summary>
    public abstract HttpStatusCode Refusal { get; }

    /// <summary>Returns the accounts that the request names. They are not proven yet.</summary>
    public abstract IEnumerable<string> AccountSidsOf(FunctionContext context, HttpRequestData request, ReadOnlyMemory<byte> body);

    /// <summary>Verifies a refused request in another way, if the family has one; null if that fails, too.</summary>
    public virtual SignatureVerification? VerifyOtherwise(
        FunctionContext context, SignedRequest request, string? accountSid, SignatureVerification refused) => null;

    /// <summary>Whether a caller waits for the response. Then <see cref="AnswerOwnFaultAsync"/> writes it after any exception.</summary>
    public virtual bool AlwaysAnswers => false;

    /// <summary>
    /// The status, without a body, if the app fails before the request is proven. It must not grant a stranger the effect of a proven
    /// request.
    /// </summary>
    public virtual HttpStatusCode UnprovenFault => HttpStatusCode.ServiceUnavailable;

    /// <summary>Writes the response if storage or the keys are unavailable. The default is 503, so that Twilio retries.</summary>
    public virtual Task<HttpResponseData> AnswerOwnFaultAsync(FunctionContext context, HttpRequestData request, string title) =>
        request.ProblemAsync(ProblemTypes.Unavailable, HttpStatusCode.ServiceUnavailable, title, "Try again; GET health tells when it is back.");
}

/// <summary>A request that is proven to be Twilio's. The middleware adds it to the features of the request.</summary>
/// <param name="AccountSid">The account whose key signed it; null only while verification is switched off.</param>
internal sealed record VerifiedWebhook(string? AccountSid);

/// <summary>Reads the verified webhook from the features of the request.</summary>
internal static class VerifiedWebhookFeature
{
    /// <exception cref="InvalidOperationException">The function has no <see cref="TwilioWebhookAttribute"/>: nothing was verified.</exception>
    public static VerifiedWebhook GetVerifiedWebhook(this FunctionContext context) =>
        context.Features.Get<VerifiedWebhook>()
        ?? throw new InvalidOperationException($"{context.FunctionDefinition.Name} receives from Twilio but has no {nameof(TwilioWebhookAttribute)}.");
}
