using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using TwilioFunctions.Contracts;
using TwilioFunctions.Core.Webhooks;
using TwilioFunctions.Signatures;
using TwilioFunctions.Telemetry;

namespace TwilioFunctions.Http;

/// <summary>Hands a verified callback of Voice or Proxy to its receiver, and writes the response.</summary>
internal static class CallbackResponses
{
    public static ReceivedWebhook ReceivedWebhook(this HttpRequestData request, FunctionContext context, string type)
    {
        var parameters = context.GetWebhookParameters();
        return new ReceivedWebhook(type, parameters.Form, parameters.Values)
        {
            AccountSid = context.GetVerifiedWebhook().AccountSid,
            IdempotencyToken = request.Header("I-Twilio-Idempotency-Token"),
            TraceParent = context.TraceParent(),
        };
    }

    public static async Task<HttpResponseData> ReceiptAsync(this HttpRequestData request, WebhookReceipt receipt) => receipt.Outcome switch
    {
        WebhookOutcome.Queued => request.CreateResponse(HttpStatusCode.NoContent),
        WebhookOutcome.Malformed => await request.ProblemAsync(MalformedProblem(receipt.Problem!)),
        _ => await request.ProblemAsync(ProblemTypes.Unavailable, HttpStatusCode.ServiceUnavailable, "The callback could not be kept.", "Send it again."),
    };

    private static ProblemResponse MalformedProblem(WebhookProblem problem) => Problems.Create(
        ProblemTypes.MalformedWebhook, HttpStatusCode.BadRequest, "The callback cannot be kept with anything.", $"{problem.Detail}.", [new ProblemError(null, problem.Field, problem.Detail)]);
}
