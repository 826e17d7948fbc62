using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Http;

namespace TwilioFunctions.Bindings;

/// <summary>Creates a binding or replaces it.</summary>
internal sealed class PutBinding(BindingRequests bindings, IOptions<TwilioOptions> options)
{
    [Function(nameof(PutBinding))]
    public async Task<HttpResponseData> Run(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "accounts/{accountSid}/identities/{identity}/bindings/{bindingId}")] HttpRequestData request,
        FunctionContext context) =>
        BindingPath.Read(request, options.Value, out var problem) is { } path
            ? await bindings.PutAsync(request, path, withSecrets: true, context.CancellationToken)
            : await request.ProblemAsync(problem!);
}
