using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Http;

namespace TwilioFunctions.Bindings;

/// <summary>The bindings of an account as NDJSON, page by page, secrets included: what <see cref="ImportBindings"/> takes.</summary>
internal sealed class ExportBindings(BindingExport export, IOptions<TwilioOptions> options)
{
    [Function(nameof(ExportBindings))]
    public async Task<HttpResponseData> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "accounts/{accountSid}/bindings:export")] HttpRequestData request, FunctionContext context)
    {
        if (BindingPath.ReadAccount(request, options.Value, fromEnd: 2, out var unknown) is not { } accountSid)
            return await request.ProblemAsync(unknown!);
        if (!BindingListQuery.TryRead(request, out var query, out var problem))
            return await request.WrongParameterAsync(problem);
        if (await export.ReadPageAsync(accountSid, query.Channel, query.Page.PageSize, query.Page.ContinuationToken, context.CancellationToken) is not { } page)
            return await request.WrongContinuationTokenAsync();

        var response = await request.BytesAsync(HttpStatusCode.OK, page.Ndjson, BindingAnswers.Ndjson);
        if (page.ContinuationToken is { } token)
            response.Headers.Add("x-continuation-token", token);
        return response;
    }
}
