using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using TwilioFunctions.AccessTokens;
using TwilioFunctions.Http;

namespace TwilioFunctions.Bindings;

/// <summary>One of the device's own identity's bindings.</summary>
internal sealed class GetMyBinding(BindingRequests bindings)
{
    [Function(nameof(GetMyBinding))]
    [TwilioAccessToken]
    public async Task<HttpResponseData> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "me/bindings/{bindingId}")] HttpRequestData request, FunctionContext context) =>
        BindingPath.ReadMine(request, context.GetAuthenticatedClient(), out var problem) is { } path
            ? await bindings.GetAsync(request, path, withSecrets: false, context.CancellationToken)
            : await request.ProblemAsync(problem!);
}
