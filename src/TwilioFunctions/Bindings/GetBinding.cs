using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Http;

namespace TwilioFunctions.Bindings;

/// <summary>One binding.</summary>
internal sealed class GetBinding(BindingRequests bindings, IOptions<TwilioOptions> options)
{
    [Function(nameof(GetBinding))]
    public async Task<HttpResponseData> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "accounts/{accountSid}/identities/{identity}/bindings/{bindingId}")] HttpRequestData request,
        FunctionContext context) =>
        BindingPath.Read(request, options.Value, out var problem) is { } path
            ? await bindings.GetAsync(request, path, withSecrets: true, context.CancellationToken)
            : await request.ProblemAsync(problem!);
}
