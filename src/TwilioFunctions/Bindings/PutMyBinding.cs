using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using TwilioFunctions.AccessTokens;
using TwilioFunctions.Http;

namespace TwilioFunctions.Bindings;

/// <summary>A device registers itself, or renews its registration.</summary>
internal sealed class PutMyBinding(BindingRequests bindings)
{
    [Function(nameof(PutMyBinding))]
    [TwilioAccessToken]
    public async Task<HttpResponseData> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "me/bindings/{bindingId}")] HttpRequestData request, FunctionContext context) =>
        BindingPath.ReadMine(request, context.GetAuthenticatedClient(), out var problem) is { } path
            ? await bindings.PutAsync(request, path, withSecrets: false, context.CancellationToken)
            : await request.ProblemAsync(problem!);
}
