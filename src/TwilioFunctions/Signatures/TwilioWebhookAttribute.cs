using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using TwilioFunctions.Contracts;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Http;

namespace TwilioFunctions.Signatures;

/// <summary>
/// Marks a function that receives from Twilio: it runs only when <see cref="TwilioSignatureMiddleware"/> has proven that the request
/// is Twilio's. One class a family of webhooks, because Twilio names the account in a different place in each.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal abstract class TwilioWebhookAttribute : Attribute
{
    /// <summary>What a request is answered that is not proven to be Twilio's: 401, or 403, by what it makes Twilio do.</summary>
    public abstract HttpStatusCode Refusal { get; }

    /// <summary>The accounts that the request names, none where it names none. They are not proven yet.</summary>
    public abstract IEnumerable<string> AccountSidsOf(FunctionContext context, HttpRequestData request, ReadOnlyMemory<byte> body);

    /// <summary>Another way to prove a request that was refused, for a family that has one; null when it proves nothing.</summary>
    public virtual SignatureVerification? VerifyOtherwise(
        FunctionContext context, SignedRequest request, string? accountSid, SignatureVerification refused) => null;

    /// <summary>Whether somebody waits for the answer whom no fault of ours may reach: then every exception is answered by <see cref="AnswerOwnFaultAsync"/>.</summary>
    public virtual bool AlwaysAnswers => false;

    /// <summary>
    /// The status, without a body, when the app fails before the request is proven: never one that lets a stranger have what a proven
    /// request gets.
    /// </summary>
    public virtual HttpStatusCode UnprovenFault => HttpStatusCode.ServiceUnavailable;

    /// <summary>What Twilio is answered when storage or the keys cannot be used: unless it is said otherwise 503, so that it sends the request again.</summary>
    public virtual Task<HttpResponseData> AnswerOwnFaultAsync(FunctionContext context, HttpRequestData request, string title) =>
        request.ProblemAsync(ProblemTypes.Unavailable, HttpStatusCode.ServiceUnavailable, title, "Try again; GET health tells when it is back.");
}

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
