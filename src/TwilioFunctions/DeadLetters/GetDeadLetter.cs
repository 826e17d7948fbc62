using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using TwilioFunctions.Core.DeadLetters;
using TwilioFunctions.Http;

namespace TwilioFunctions.DeadLetters;

/// <summary>A dead letter with its body.</summary>
internal sealed class GetDeadLetter(DeadLetterStore store)
{
    [Function(nameof(GetDeadLetter))]
    public async Task<HttpResponseData> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "dead-letters/{id}")] HttpRequestData request, string id, FunctionContext context) =>
        await store.FindAsync(id, context.CancellationToken) is { } deadLetter
            ? await request.JsonAsync(HttpStatusCode.OK, DeadLetterDocument.Of(deadLetter), ApiJson.Api.DeadLetterDocument)
            : await request.NoSuchDeadLetterAsync();
}

/// <summary>The answer that all of them share.</summary>
internal static class DeadLetterAnswers
{
    public static Task<HttpResponseData> NoSuchDeadLetterAsync(this HttpRequestData request) =>
        request.ProblemAsync(ProblemTypes.DeadLetterNotFound, HttpStatusCode.NotFound, "There is no such dead letter.", "GET dead-letters lists them.");
}
