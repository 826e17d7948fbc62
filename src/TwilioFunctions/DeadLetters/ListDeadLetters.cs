using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using TwilioFunctions.Core.DeadLetters;
using TwilioFunctions.Core.Storage;
using TwilioFunctions.Http;

namespace TwilioFunctions.DeadLetters;

/// <summary>What failed for good.</summary>
internal sealed class ListDeadLetters(DeadLetterStore store)
{
    [Function(nameof(ListDeadLetters))]
    public async Task<HttpResponseData> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "dead-letters")] HttpRequestData request, FunctionContext context)
    {
        var queue = request.Query["queue"] is { Length: > 0 } name ? name : null;
        if (queue is not null && !QueueNames.All.Contains(queue))
            return await request.WrongParameterAsync($"queue is one of {string.Join(", ", QueueNames.All)}.");
        if (!PageQuery.TryRead(request, out var page, out var problem))
            return await request.WrongParameterAsync(problem);

        return await store.ListAsync(queue, page.PageSize, page.ContinuationToken, context.CancellationToken) is { } list
            ? await request.JsonAsync(HttpStatusCode.OK, DeadLetterListDocument.Of(list), ApiJson.Api.DeadLetterListDocument)
            : await request.WrongContinuationTokenAsync();
    }
}
