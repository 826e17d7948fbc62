using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using TwilioFunctions.Core.Webhooks;
using TwilioFunctions.Signatures;
using TwilioFunctions.Telemetry;

namespace TwilioFunctions.Http;

/// <summary>Between a verified callback of Voice or Proxy and its receiver.</summary>
internal static class CallbackAnswers
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

    private static ProblemDocument MalformedProblem(WebhookProblem problem) =>
        new(ProblemTypes.MalformedWebhook, "The callback cannot be kept with anything.", (int)HttpStatusCode.BadRequest, $"{problem.Detail}.")
        {
            Errors = [new ProblemError(null, problem.Field, problem.Detail)],
        };
}
