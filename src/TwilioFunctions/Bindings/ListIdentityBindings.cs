using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Http;

namespace TwilioFunctions.Bindings;

/// <summary>All the bindings of an identity: every device that rings when it is called.</summary>
internal sealed class ListIdentityBindings(BindingRequests bindings, IOptions<TwilioOptions> options)
{
    [Function(nameof(ListIdentityBindings))]
    public async Task<HttpResponseData> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "accounts/{accountSid}/identities/{identity}/bindings")] HttpRequestData request,
        FunctionContext context) =>
        BindingPath.ReadIdentity(request, options.Value, out var problem) is { } path
            ? await bindings.ListAsync(request, path, withSecrets: true, context.CancellationToken)
            : await request.ProblemAsync(problem!);
}
