using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using TwilioFunctions.AccessTokens;
using TwilioFunctions.Http;

namespace TwilioFunctions.Bindings;

/// <summary>A device signs itself off.</summary>
internal sealed class DeleteMyBinding(BindingRequests bindings)
{
    [Function(nameof(DeleteMyBinding))]
    [TwilioAccessToken]
    public async Task<HttpResponseData> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "me/bindings/{bindingId}")] HttpRequestData request, FunctionContext context) =>
        BindingPath.ReadMine(request, context.GetAuthenticatedClient(), out var problem) is { } path
            ? await bindings.DeleteAsync(request, path, context.CancellationToken)
            : await request.ProblemAsync(problem!);
}
