using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using TwilioFunctions.Core.DeadLetters;

namespace TwilioFunctions.DeadLetters;

/// <summary>Takes a dead letter off the list for good.</summary>
internal sealed class DeleteDeadLetter(DeadLetterStore store)
{
    [Function(nameof(DeleteDeadLetter))]
    public async Task<HttpResponseData> Run(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "dead-letters/{id}")] HttpRequestData request, string id, FunctionContext context) =>
        await store.DeleteAsync(id, context.CancellationToken)
            ? request.CreateResponse(HttpStatusCode.NoContent)
            : await request.NoSuchDeadLetterAsync();
}
