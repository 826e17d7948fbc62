using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using TwilioFunctions.Contracts;
using TwilioFunctions.Core.CallNotifications;
using TwilioFunctions.Core.EventStreams;
using TwilioFunctions.Core.Storage;
using TwilioFunctions.Http;
using TwilioFunctions.Messages;
using TwilioFunctions.Telemetry;

namespace TwilioFunctions.CallNotifications;

/// <summary>Receives call notifications and delivers them to the callee's devices.</summary>
public sealed class CallNotificationFunctions
{
    private readonly CallNotificationReceiver receiver;
    private readonly CallNotificationDispatcher dispatcher;

    internal CallNotificationFunctions(CallNotificationReceiver receiver, CallNotificationDispatcher dispatcher) =>
        (this.receiver, this.dispatcher) = (receiver, dispatcher);

    /// <summary>Receives the webhook of a Voice Client Configuration. Twilio reports the status of the response to the owner of the account.</summary>
    [Function(nameof(ReceiveCallNotification))]
    [CallNotificationWebhook]
    public async Task<HttpResponseData> ReceiveCallNotification(
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

    /// <summary>Notifies every device of the callee.</summary>
    [Function(nameof(DispatchCallNotification))]
    public Task DispatchCallNotification([QueueTrigger(QueueNames.CallNotifications)] string message, FunctionContext context) =>
        dispatcher.DispatchAsync(context.Message(), context.CancellationToken);

    private static ProblemResponse MalformedProblem(EventProblem problem) => Problems.Create(
        ProblemTypes.MalformedWebhook, HttpStatusCode.BadRequest, "The body is not a call notification.", $"{problem.Location}: {problem.Detail}", [problem.ToError()]);
}
