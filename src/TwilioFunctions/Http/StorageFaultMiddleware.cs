using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Http;

/// <summary>
/// Answers 503 where storage cannot be reached: without it, the host answers an empty 500 that tells nobody what to do. A webhook that
/// always has to answer does so whatever has failed.
/// </summary>
public sealed partial class StorageFaultMiddleware(ILogger<StorageFaultMiddleware> logger) : IFunctionsWorkerMiddleware
{
    /// <inheritdoc />
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception fault) when (StorageFault.Is(fault) || context.FunctionDefinition.Webhook() is { AlwaysAnswers: true })
        {
            LogFailed(fault, context.FunctionDefinition.Name);
            await AnswerAsync(context);
        }
    }

    private static async Task AnswerAsync(FunctionContext context)
    {
        const string Title = "Storage cannot be used at the moment.";
        context.Features.Set(OwnFault.Answered);
        var request = (await context.GetHttpRequestDataAsync())!;
        context.GetInvocationResult().Value = context.FunctionDefinition.Webhook() is { } webhook
            ? await webhook.AnswerOwnFaultAsync(context, request, Title)
            : await request.ProblemAsync(HttpStatusCode.ServiceUnavailable, Title, "Try again; GET health tells when it is back.");
    }

    [LoggerMessage(EventId = 1201, Level = LogLevel.Error, Message = "{Function}: failed by a fault of ours")]
    private partial void LogFailed(Exception fault, string function);
}
