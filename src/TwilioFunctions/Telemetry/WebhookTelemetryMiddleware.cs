using System.Diagnostics;
using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Azure.Functions.Worker.Middleware;
using TwilioFunctions.Core.Telemetry;
using TwilioFunctions.Http;
using TwilioFunctions.Signatures;

namespace TwilioFunctions.Telemetry;

/// <summary>Counts webhooks by what they are answered, and gives each its span.</summary>
internal sealed class WebhookTelemetryMiddleware : IFunctionsWorkerMiddleware
{
    /// <inheritdoc />
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var function = context.FunctionDefinition;
        using var span = AppSpans.AreRecorded ? AppSpans.StartWebhook(function.Name, context.InvocationId, context.HostSpan()) : null;
        try
        {
            await next(context);
        }
        catch (Exception failure)
        {
            span.Failed(failure);
            Count(function.Name, WebhookAnswer.Failed, span);
            throw;
        }

        var status = (context.GetInvocationResult().Value as HttpResponseData)?.StatusCode;
        span?.SetTag("http.response.status_code", (int?)status);
        if (status >= HttpStatusCode.InternalServerError)
            span?.SetStatus(ActivityStatusCode.Error);
        var isVerified = context.Features.Get<VerifiedWebhook>() is not null;
        var isOwnFault = context.Features.Get<OwnFault>() is not null;
        Count(function.Name, AnswerOf(status, function.Webhook()!.Refusal, isVerified, isOwnFault), span);
    }

    private static void Count(string function, WebhookAnswer answer, Activity? span)
    {
        AppMetrics.Answered(function, answer);
        span?.SetTag("twilio.outcome", answer.Name());
    }

    /// <summary>By the status, whose meaning is that of <see cref="TwilioWebhookAttribute"/> until the request is verified, and the function's from then on.</summary>
    internal static WebhookAnswer AnswerOf(HttpStatusCode? status, HttpStatusCode refusal, bool isVerified, bool isOwnFault) => status switch
    {
        null => WebhookAnswer.Failed,
        >= HttpStatusCode.InternalServerError => WebhookAnswer.Unavailable,
        _ when isOwnFault => WebhookAnswer.Fallback,
        _ when !isVerified && status == refusal => WebhookAnswer.Refused,
        // Keys that cannot be read, of a webhook that always has to answer.
        _ when !isVerified => WebhookAnswer.Fallback,
        HttpStatusCode.Forbidden => WebhookAnswer.Blocked,
        HttpStatusCode.NotFound => WebhookAnswer.NoBinding,
        >= HttpStatusCode.BadRequest => WebhookAnswer.Malformed,
        _ => WebhookAnswer.Accepted,
    };
}
