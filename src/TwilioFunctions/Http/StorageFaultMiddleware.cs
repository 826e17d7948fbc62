using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Http;

/// <summary>Answers 503 where storage cannot be reached: without it, the host answers an empty 500 that tells nobody what to do.</summary>
public sealed partial class StorageFaultMiddleware(ILogger<StorageFaultMiddleware> logger) : IFunctionsWorkerMiddleware
{
    /// <inheritdoc />
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            LogStorageFailed(fault, context.FunctionDefinition.Name);
            var request = await context.GetHttpRequestDataAsync();
            context.GetInvocationResult().Value = await request!.ProblemAsync(
                HttpStatusCode.ServiceUnavailable, "Storage cannot be used at the moment.", "Try again; GET health tells when it is back.");
        }
    }

    [LoggerMessage(EventId = 1201, Level = LogLevel.Error, Message = "{Function}: storage failed, answering 503")]
    private partial void LogStorageFailed(Exception fault, string function);
}
