using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using TwilioFunctions.Core.DeadLetters;
using TwilioFunctions.Http;

namespace TwilioFunctions.DeadLetters;

/// <summary>Puts a dead letter back on its queue; it leaves the list when it has succeeded.</summary>
internal sealed class ReplayDeadLetter(DeadLetterKeeper keeper)
{
    [Function(nameof(ReplayDeadLetter))]
    public async Task<HttpResponseData> Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "dead-letters/{id}/replay")] HttpRequestData request, string id, FunctionContext context) =>
        await keeper.ReplayAsync(id, context.CancellationToken) switch
        {
            ReplayOutcome.Queued => request.CreateResponse(HttpStatusCode.Accepted),
            ReplayOutcome.NotReplayable => await request.ProblemAsync(
                ProblemTypes.DeadLetterNotReplayable, HttpStatusCode.Conflict, "This dead letter cannot be replayed.", "Its body is not a message of this app, so that every try would fail. Look at it, then delete it."),
            _ => await request.NoSuchDeadLetterAsync(),
        };
}
