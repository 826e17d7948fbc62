using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Options;
using TwilioFunctions.Contracts;
using TwilioFunctions.Core.EventStreams;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Http;
using TwilioFunctions.Signatures;
using TwilioFunctions.Telemetry;

namespace TwilioFunctions.EventStreams;

/// <summary>The events of Event Streams.</summary>
public sealed class EventFunctions
{
    private readonly EventReceiver receiver;
    private readonly EventStore events;
    private readonly IOptions<TwilioOptions> options;
    private readonly TimeProvider time;

    internal EventFunctions(EventReceiver receiver, EventStore events, IOptions<TwilioOptions> options, TimeProvider time) =>
        (this.receiver, this.events, this.options, this.time) = (receiver, events, options, time);

    /// <summary>Receives the events of a webhook Sink. The status of the response decides whether Twilio drops an event or sends it again.</summary>
    [Function(nameof(ReceiveEvents))]
    [EventStreamsWebhook]
    public async Task<HttpResponseData> ReceiveEvents(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "twilio/events")] HttpRequestData request, FunctionContext context)
    {
        var webhook = context.GetVerifiedWebhook();
        var receipt = await receiver.ReceiveAsync(context.GetEventBatch(), webhook.AccountSid, context.TraceParent(), context.CancellationToken);
        return receipt.Outcome switch
        {
            EventOutcome.Accepted => await request.JsonAsync(HttpStatusCode.OK, new EventReceiptResponse(receipt.Accepted), ContractsJson.Api.EventReceiptResponse),
            EventOutcome.Malformed => await request.ProblemAsync(MalformedProblem(receipt)),
            _ => await request.ProblemAsync(ProblemTypes.Unavailable, HttpStatusCode.ServiceUnavailable, "The events could not be kept.", "Send them again."),
        };
    }

    /// <summary>Lists the events of an account's day that belong to no call.</summary>
    [Function(nameof(ListEvents))]
    public async Task<HttpResponseData> ListEvents(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "events")] HttpRequestData request, FunctionContext context)
    {
        if (!DayQuery.TryRead(request, options.Value, time, out var day, out var problem) || !PageQuery.TryRead(request, out var page, out problem))
            return await request.WrongParameterAsync(problem);

        return await events.ListAsync(day.AccountSid, day.Date, page.PageSize, page.ContinuationToken, context.CancellationToken) is { } list
            ? await request.JsonAsync(HttpStatusCode.OK, list.ToResponse(), ContractsJson.Api.EventListResponse)
            : await request.WrongContinuationTokenAsync();
    }

    private static ProblemResponse MalformedProblem(EventReceipt receipt)
    {
        // A problem without a location is one of the whole body.
        var (title, detail) = receipt.Problems is [{ Location: "" } whole, ..]
            ? ("The body is not an array of CloudEvents.", $"{char.ToUpperInvariant(whole.Detail[0])}{whole.Detail.AsSpan(1)}.")
            : ("The body has malformed events.", Detail(receipt));
        return Problems.Create(ProblemTypes.MalformedWebhook, HttpStatusCode.BadRequest, title, detail, [.. receipt.Problems.Select(problem => problem.ToError())]);
    }

    private static string Detail(EventReceipt receipt)
    {
        var first = receipt.Problems[0].Location;
        var malformed = receipt.Malformed == 1 ? $"1 event is malformed, at {first}" : $"{receipt.Malformed} events are malformed, the first at {first}";
        return $"{malformed}; {receipt.Accepted} {(receipt.Accepted == 1 ? "was" : "were")} accepted all the same.";
    }
}
