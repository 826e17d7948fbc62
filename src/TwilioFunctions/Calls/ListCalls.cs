using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Http;

namespace TwilioFunctions.Calls;

/// <summary>The calls of an account's day, latest first.</summary>
internal sealed class ListCalls(CallIndex index, IOptions<TwilioOptions> options, TimeProvider time)
{
    [Function(nameof(ListCalls))]
    public async Task<HttpResponseData> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "calls")] HttpRequestData request, FunctionContext context)
    {
        if (!DayQuery.TryRead(request, options.Value, time, out var day, out var problem) || !PageQuery.TryRead(request, out var page, out problem)
            || !CallQuery.TryRead(request, out var filter, out problem))
            return await request.WrongParameterAsync(problem);

        return await index.ListAsync(day.AccountSid, day.Date, filter, page.PageSize, page.ContinuationToken, context.CancellationToken) is { } list
            ? await request.JsonAsync(HttpStatusCode.OK, CallListDocument.Of(list), ApiJson.Api.CallListDocument)
            : await request.WrongContinuationTokenAsync();
    }
}
