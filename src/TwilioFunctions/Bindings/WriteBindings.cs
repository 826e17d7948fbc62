using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Http;

namespace TwilioFunctions.Bindings;

/// <summary>Up to 1,000 upserts and deletes over any identities, answered one by one.</summary>
internal sealed class WriteBindings(BindingReader reader, ClientBindingStore store, IOptions<TwilioOptions> options)
{
    [Function(nameof(WriteBindings))]
    public async Task<HttpResponseData> Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "accounts/{accountSid}/bindings:batch")] HttpRequestData request, FunctionContext context)
    {
        if (BindingPath.ReadAccount(request, options.Value, fromEnd: 2, out var unknown) is not { } accountSid)
            return await request.ProblemAsync(unknown!);
        if (request.LacksItsBody())
            return await request.LengthRequiredAsync();
        if (await request.ReadBodyAsync(BindingReader.MaxBodyBytes, context.CancellationToken) is not { } body)
            return await request.TooLargeAsync($"A batch has at most {BindingReader.MaxBodyBytes} bytes.");
        var batch = reader.ReadBatch(body, accountSid);
        if (batch.Problem is { } problem)
            return await request.ProblemAsync(BindingAnswers.Refusal([problem]) with { Type = ProblemTypes.InvalidBatch, Title = "The batch is refused." });

        var results = await store.WriteAsync(accountSid, batch.Operations, context.CancellationToken);
        return await request.JsonAsync(
            HttpStatusCode.OK, new BatchResultsDocument([.. results.Select(BatchResultDocument.Of)]), ApiJson.Api.BatchResultsDocument);
    }
}
