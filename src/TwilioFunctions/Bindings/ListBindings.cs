using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Http;

namespace TwilioFunctions.Bindings;

/// <summary>The bindings of an account, page by page.</summary>
internal sealed class ListBindings(ClientBindingStore store, IOptions<TwilioOptions> options)
{
    [Function(nameof(ListBindings))]
    public async Task<HttpResponseData> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "accounts/{accountSid}/bindings")] HttpRequestData request, FunctionContext context)
    {
        if (BindingPath.ReadAccount(request, options.Value, fromEnd: 2, out var unknown) is not { } accountSid)
            return await request.ProblemAsync(unknown!);
        if (!BindingListQuery.TryRead(request, out var query, out var problem))
            return await request.WrongParameterAsync(problem);

        return await store.ListAsync(accountSid, query.Channel, query.Page.PageSize, query.Page.ContinuationToken, context.CancellationToken) is { } list
            ? await request.JsonAsync(HttpStatusCode.OK, BindingListDocument.Of(list), ApiJson.Api.BindingListDocument)
            : await request.WrongContinuationTokenAsync();
    }
}
