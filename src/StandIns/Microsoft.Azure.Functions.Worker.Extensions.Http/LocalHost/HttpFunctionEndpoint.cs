using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Http;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>One HTTP function's way from request to answer.</summary>
internal sealed class HttpFunctionEndpoint(Function function, InvocationFactory invocations)
{
    public async Task InvokeAsync(HttpContext http)
    {
        // ASP.NET's span belongs to the host; in Azure it is in another process.
        Activity.Current = null;

        var body = await RequestBody.ReadAsync(http.Request, http.RequestAborted);
        await using var invocation = invocations.Create(
            function, http.Request.Headers.TraceParent, http.Request.Headers.TraceState, http.RequestAborted);
        var request = new LocalHttpRequestData(http.Request, body, invocation.Context);
        invocation.Context.Features.Set<IHttpRequestDataFeature>(request);

        object? result;
        try
        {
            result = await invocation.RunAsync(new HttpTriggerInput(request, http.Request));
        }
        catch (Exception)
        {
            // It has been logged, and is no business of the caller.
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return;
        }
        await HttpResult.WriteAsync(http.Response, result, invocation.Context);
    }
}
