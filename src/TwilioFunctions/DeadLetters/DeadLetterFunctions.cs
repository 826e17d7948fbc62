using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using TwilioFunctions.Contracts;
using TwilioFunctions.Core.DeadLetters;
using TwilioFunctions.Core.Storage;
using TwilioFunctions.Http;

namespace TwilioFunctions.DeadLetters;

/// <summary>The messages that failed five times.</summary>
public sealed class DeadLetterFunctions
{
    private readonly DeadLetterStore store;
    private readonly DeadLetterKeeper keeper;

    internal DeadLetterFunctions(DeadLetterStore store, DeadLetterKeeper keeper) =>
        (this.store, this.keeper) = (store, keeper);

    /// <summary>Lists dead letters, page by page.</summary>
    [Function(nameof(ListDeadLetters))]
    public async Task<HttpResponseData> ListDeadLetters(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "dead-letters")] HttpRequestData request, FunctionContext context)
    {
        var queue = request.Query["queue"] is { Length: > 0 } name ? name : null;
        if (queue is not null && !QueueNames.All.Contains(queue))
            return await request.WrongParameterAsync($"queue is one of {string.Join(", ", QueueNames.All)}.");
        if (!PageQuery.TryRead(request, out var page, out var problem))
            return await request.WrongParameterAsync(problem);

        return await store.ListAsync(queue, page.PageSize, page.ContinuationToken, context.CancellationToken) is { } list
            ? await request.JsonAsync(HttpStatusCode.OK, list.ToResponse(), ContractsJson.Api.DeadLetterListResponse)
            : await request.WrongContinuationTokenAsync();
    }

    /// <summary>Returns a dead letter with its body.</summary>
    [Function(nameof(GetDeadLetter))]
    public async Task<HttpResponseData> GetDeadLetter(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "dead-letters/{id}")] HttpRequestData request, string id, FunctionContext context) =>
        await store.FindAsync(id, context.CancellationToken) is { } deadLetter
            ? await request.JsonAsync(HttpStatusCode.OK, deadLetter.ToResponse(), ContractsJson.Api.DeadLetterResponse)
            : await NotFoundAsync(request);

    /// <summary>Puts a dead letter back on its queue; it leaves the list when it has succeeded.</summary>
    [Function(nameof(ReplayDeadLetter))]
    public async Task<HttpResponseData> ReplayDeadLetter(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "dead-letters/{id}/replay")] HttpRequestData request, string id, FunctionContext context) =>
        await keeper.ReplayAsync(id, context.CancellationToken) switch
        {
            ReplayOutcome.Queued => request.CreateResponse(HttpStatusCode.Accepted),
            ReplayOutcome.NotReplayable => await request.ProblemAsync(
                ProblemTypes.DeadLetterNotReplayable, HttpStatusCode.Conflict, "This dead letter cannot be replayed.", "Its body is not a message of this app, so that every try would fail. Look at it, then delete it."),
            _ => await NotFoundAsync(request),
        };

    /// <summary>Deletes a dead letter for good.</summary>
    [Function(nameof(DeleteDeadLetter))]
    public async Task<HttpResponseData> DeleteDeadLetter(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "dead-letters/{id}")] HttpRequestData request, string id, FunctionContext context) =>
        await store.DeleteAsync(id, context.CancellationToken)
            ? request.CreateResponse(HttpStatusCode.NoContent)
            : await NotFoundAsync(request);

    private static Task<HttpResponseData> NotFoundAsync(HttpRequestData request) =>
        request.ProblemAsync(ProblemTypes.DeadLetterNotFound, HttpStatusCode.NotFound, "There is no such dead letter.", "GET dead-letters lists them.");
}
