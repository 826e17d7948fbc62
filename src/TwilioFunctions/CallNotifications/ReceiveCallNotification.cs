using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using TwilioFunctions.Core.CallNotifications;
using TwilioFunctions.Core.EventStreams;
using TwilioFunctions.Http;
using TwilioFunctions.Telemetry;

namespace TwilioFunctions.CallNotifications;

/// <summary>The webhook of a Voice Client Configuration: somebody calls a client. What it answers decides what the account's owner is told.</summary>
internal sealed class ReceiveCallNotification(CallNotificationReceiver receiver)
{
    [Function(nameof(ReceiveCallNotification))]
    [CallNotificationWebhook]
    public async Task<HttpResponseData> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "twilio/call-notifications")] HttpRequestData request, FunctionContext context)
    {
        var body = context.GetCallNotification();
        return await receiver.ReceiveAsync(body, context.TraceParent(), context.CancellationToken) switch
        {
            CallNotificationOutcome.Queued => request.CreateResponse(HttpStatusCode.OK),
            CallNotificationOutcome.NoBinding => await request.ProblemAsync(
                ProblemTypes.NoBinding, HttpStatusCode.NotFound, "Nothing is bound to this identity.", "The app of the callee registers its devices as bindings."),
            CallNotificationOutcome.Malformed => await request.ProblemAsync(MalformedProblem(body.Problem!)),
            _ => await request.ProblemAsync(ProblemTypes.Unavailable, HttpStatusCode.ServiceUnavailable, "The notification could not be kept.", "Send it again."),
        };
    }

    private static ProblemDocument MalformedProblem(EventProblem problem) =>
        new(ProblemTypes.MalformedWebhook, "The body is not a call notification.", (int)HttpStatusCode.BadRequest, $"{problem.Location}: {problem.Detail}") { Errors = [ProblemError.At(problem)] };
}
