using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using TwilioFunctions.LocalHost.Worker;

namespace TwilioFunctions.LocalHost.Http;

/// <summary>One HTTP function: request, worker, response.</summary>
internal sealed class HttpFunction(FunctionDescription function, HttpTrigger trigger, Invoker invoker)
{
    private const string Reason = "This function was programmatically called via the host APIs.";

    public async Task HandleAsync(HttpContext context)
    {
        // ASP.NET's own span would become the parent of the function's.
        Activity.Current = null;
        if (!RequestMessage.HasValidUrl(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var request = await RequestMessage.CreateAsync(trigger.Parameter, context.Request, context.RequestAborted);
        request.TraceContext = TraceParent.Continue(context.Request.Headers.TraceParent, context.Request.Headers.TraceState);
        try
        {
            var response = await invoker.InvokeLoggedAsync(function, request, Reason, context.RequestAborted);
            await ResponseMessage.WriteAsync(context.Response, response, function.HttpOutput);
        }
        catch (FunctionFailedException)
        {
            // It has been logged, and the caller is told nothing, as in Azure.
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
        catch (LocalHostException)
        {
            // The worker is gone for good, and this process ends.
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
        catch (OperationCanceledException)
        {
            // The caller hung up.
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
    }
}
