using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using TwilioFunctions.Contracts;
using TwilioFunctions.Core.Storage;
using TwilioFunctions.Signatures;

namespace TwilioFunctions.Http;

/// <summary>
/// Writes the response of a request that the app failed to handle: the host's own response is an empty 500. It is 503 if storage is
/// unreachable, and 500 with a trace id for any other fault of the API. A webhook with <see cref="TwilioWebhookAttribute.AlwaysAnswers"/>
/// gets its fallback once the request is proven to be Twilio's; before that, <see cref="TwilioWebhookAttribute.UnprovenFault"/>.
/// </summary>
internal sealed partial class StorageFaultMiddleware(ILogger<StorageFaultMiddleware> logger) : IFunctionsWorkerMiddleware
{
    /// <inheritdoc />
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var webhook = context.FunctionDefinition.Webhook();
        try
        {
            await next(context);
        }
        catch (Exception fault) when (webhook is not null && context.Features.Get<VerifiedWebhook>() is null)
        {
            LogNotProven(fault, context.FunctionDefinition.Name);
            await AnswerAsync(context, request => Task.FromResult(request.CreateResponse(webhook.UnprovenFault)));
        }
        catch (Exception fault) when (StorageFault.Is(fault) || webhook is { AlwaysAnswers: true })
        {
            const string Title = "Storage cannot be used at the moment.";
            LogFailed(fault, context.FunctionDefinition.Name);
            await AnswerAsync(context, request => webhook is not null
                ? webhook.AnswerOwnFaultAsync(context, request, Title)
                : request.ProblemAsync(ProblemTypes.Unavailable, HttpStatusCode.ServiceUnavailable, Title, "Try again; GET health tells when it is back."));
        }
        catch (Exception fault) when (webhook is null && !context.CancellationToken.IsCancellationRequested)
        {
            LogFailed(fault, context.FunctionDefinition.Name);
            await AnswerAsync(context, request => request.ProblemAsync(
                ProblemTypes.InternalError, HttpStatusCode.InternalServerError, "The app failed.", "The app's log tells why, under this traceId."));
        }
    }

    private static async Task AnswerAsync(FunctionContext context, Func<HttpRequestData, Task<HttpResponseData>> answer)
    {
        context.Features.Set(OwnFault.Answered);
        var request = (await context.GetHttpRequestDataAsync())!;
        context.GetInvocationResult().Value = await answer(request);
    }

    [LoggerMessage(EventId = 1201, Level = LogLevel.Error, Message = "{Function}: failed by a fault of ours")]
    private partial void LogFailed(Exception fault, string function);

    [LoggerMessage(EventId = 1202, Level = LogLevel.Error, Message = "{Function}: failed before the request was proven to be Twilio's")]
    private partial void LogNotProven(Exception fault, string function);
}

/// <summary>The feature of a request whose response was decided by a fault of the app.</summary>
internal sealed class OwnFault
{
    public static readonly OwnFault Answered = new();
}
