using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TwilioFunctions.LocalHost.Worker;

namespace TwilioFunctions.LocalHost.Http;

/// <summary>
/// One HTTP function: request, worker, response. It logs its runs in the form in which the WebJobs SDK logs those of other functions.
/// </summary>
internal sealed partial class HttpFunction(FunctionDescription function, HttpTrigger trigger, FunctionWorker worker, ILogger logger)
{
    private const string Reason = "This function was programmatically called via the host APIs.";

    public async Task HandleAsync(HttpContext context)
    {
        if (!RequestMessage.HasValidUrl(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var start = Stopwatch.StartNew();
        var id = $"{Guid.NewGuid()}";
        try
        {
            var request = await RequestMessage.CreateAsync(id, trigger.Parameter, context.Request, context.RequestAborted);
            LogExecuting(function.Name, Reason, id);
            var response = await worker.InvokeAsync(function, request, context.RequestAborted);
            await ResponseMessage.WriteAsync(context.Response, response, function.HttpOutput);
            LogSucceeded(function.Name, id, start.ElapsedMilliseconds);
        }
        catch (BadHttpRequestException ex)
        {
            // The body is too large, too slow or ends too soon.
            context.Response.StatusCode = ex.StatusCode;
        }
        catch (Exception ex) when (context.RequestAborted.IsCancellationRequested)
        {
            LogFailed(ex, function.Name, id, start.ElapsedMilliseconds);
        }
        catch (Exception ex)
        {
            LogFailed(ex, function.Name, id, start.ElapsedMilliseconds);
            if (context.Response.HasStarted)
                throw;
            context.Response.Clear();
            // The reason isn't told to the caller, as in Azure. Without a worker this process ends, and another may serve the next request.
            context.Response.StatusCode = ex is LocalHostException
                ? StatusCodes.Status503ServiceUnavailable
                : StatusCodes.Status500InternalServerError;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Executing 'Functions.{Function}' (Reason='{Reason}', Id={Id})")]
    private partial void LogExecuting(string function, string reason, string id);

    [LoggerMessage(Level = LogLevel.Information, Message = "Executed 'Functions.{Function}' (Succeeded, Id={Id}, Duration={Milliseconds}ms)")]
    private partial void LogSucceeded(string function, string id, long milliseconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "Executed 'Functions.{Function}' (Failed, Id={Id}, Duration={Milliseconds}ms)")]
    private partial void LogFailed(Exception ex, string function, string id, long milliseconds);
}
