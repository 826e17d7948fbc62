using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using TwilioFunctions.Contracts;

namespace TwilioFunctions.Http;

/// <summary>
/// Answers 400 when the URL or the <c>Host</c> header isn't valid, so that no function meets the worker's exception. Webhooks refuse
/// such a request themselves, with the status that Twilio's products expect of them.
/// </summary>
internal sealed class InvalidUrlMiddleware : IFunctionsWorkerMiddleware
{
    /// <inheritdoc />
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.FunctionDefinition.Webhook() is null
            && await context.GetHttpRequestDataAsync() is { } request
            && request.ReceivedUrl() is null)
        {
            context.GetInvocationResult().Value = await request.ProblemAsync(
                ProblemTypes.InvalidUrl, HttpStatusCode.BadRequest, "The URL isn't valid.", "Host must be a valid host name, and the path and query a valid URL.");
            return;
        }

        await next(context);
    }
}
