using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Http;

namespace TwilioFunctions.Bindings;

/// <summary>Deletes a binding.</summary>
internal sealed class DeleteBinding(BindingRequests bindings, IOptions<TwilioOptions> options)
{
    [Function(nameof(DeleteBinding))]
    public async Task<HttpResponseData> Run(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "accounts/{accountSid}/identities/{identity}/bindings/{bindingId}")] HttpRequestData request,
        FunctionContext context) =>
        BindingPath.Read(request, options.Value, out var problem) is { } path
            ? await bindings.DeleteAsync(request, path, context.CancellationToken)
            : await request.ProblemAsync(problem!);
}
