using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using TwilioFunctions.Core.EventStreams;
using TwilioFunctions.Http;
using TwilioFunctions.Signatures;
using TwilioFunctions.Telemetry;

namespace TwilioFunctions.EventStreams;

/// <summary>The destination of a webhook Sink. What it answers decides whether Twilio drops an event or sends it again.</summary>
internal sealed class ReceiveEvents(EventReceiver receiver)
{
    [Function(nameof(ReceiveEvents))]
    [EventStreamsWebhook]
    public async Task<HttpResponseData> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "twilio/events")] HttpRequestData request, FunctionContext context)
    {
        var webhook = context.GetVerifiedWebhook();
        var receipt = await receiver.ReceiveAsync(context.GetEventBatch(), webhook.AccountSid, context.TraceParent(), context.CancellationToken);
        return receipt.Outcome switch
        {
            EventOutcome.Accepted => await request.JsonAsync(HttpStatusCode.OK, new EventReceiptDocument(receipt.Accepted), ApiJson.Api.EventReceiptDocument),
            EventOutcome.Malformed => await request.ProblemAsync(MalformedProblem(receipt)),
            _ => await request.ProblemAsync(ProblemTypes.Unavailable, HttpStatusCode.ServiceUnavailable, "The events could not be kept.", "Send them again."),
        };
    }

    private static ProblemDocument MalformedProblem(EventReceipt receipt) =>
        new(ProblemTypes.MalformedWebhook, "The body is not an array of CloudEvents.", (int)HttpStatusCode.BadRequest, $"{receipt.Malformed} of the events are malformed{First(receipt)}; {receipt.Accepted} were accepted all the same.")
        {
            Errors = [.. receipt.Problems.Select(ProblemError.At)],
        };

    private static string First(EventReceipt receipt) => receipt.Problems is [{ Location: { Length: > 0 } location }, ..] ? $", the first at {location}" : "";
}
