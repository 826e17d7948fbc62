using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using TwilioFunctions.AccessTokens;
using TwilioFunctions.Http;

namespace TwilioFunctions.Bindings;

/// <summary>All the bindings of the device's own identity.</summary>
internal sealed class ListMyBindings(BindingRequests bindings)
{
    [Function(nameof(ListMyBindings))]
    [TwilioAccessToken]
    public async Task<HttpResponseData> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "me/bindings")] HttpRequestData request, FunctionContext context) =>
        BindingPath.ReadMine(context.GetAuthenticatedClient(), out var problem) is { } path
            ? await bindings.ListAsync(request, path, withSecrets: false, context.CancellationToken)
            : await request.ProblemAsync(problem!);
}
