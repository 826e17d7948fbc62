using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Http;

namespace TwilioFunctions.Bindings;

/// <summary>Deletes all the bindings of an identity, as when a user leaves.</summary>
internal sealed class DeleteIdentityBindings(ClientBindingStore store, IOptions<TwilioOptions> options)
{
    [Function(nameof(DeleteIdentityBindings))]
    public async Task<HttpResponseData> Run(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "accounts/{accountSid}/identities/{identity}/bindings")] HttpRequestData request,
        FunctionContext context)
    {
        if (BindingPath.ReadIdentity(request, options.Value, out var problem) is not { } path)
            return await request.ProblemAsync(problem!);

        var deleted = await store.DeleteAllAsync(path.AccountSid, path.Identity, context.CancellationToken);
        return await request.JsonAsync(HttpStatusCode.OK, new DeletedBindingsDocument(deleted), ApiJson.Api.DeletedBindingsDocument);
    }
}
