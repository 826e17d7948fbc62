using System.Diagnostics;
using Microsoft.Extensions.Logging;
using TwilioFunctions.LocalHost.Worker.Protocol;

namespace TwilioFunctions.LocalHost.Worker;

/// <summary>Runs functions in the worker. The WebJobs SDK logs the runs of queue and timer functions; those of HTTP functions are logged here, in the same form.</summary>
internal sealed partial class Invoker(FunctionWorker worker, ILoggerFactory loggers)
{
    /// <exception cref="FunctionFailedException">The function threw, or its worker died.</exception>
    public Task<InvocationResponse> InvokeAsync(FunctionDescription function, InvocationRequest request, CancellationToken cancellationToken) =>
        worker.InvokeAsync(function, request, cancellationToken);

    /// <inheritdoc cref="InvokeAsync" />
    public async Task<InvocationResponse> InvokeLoggedAsync(FunctionDescription function, InvocationRequest request, string reason, CancellationToken cancellationToken)
    {
        var logger = loggers.CreateLogger($"Function.{function.Name}");
        LogExecuting(logger, function.Name, reason, request.InvocationId);
        var start = Stopwatch.GetTimestamp();
        try
        {
            var response = await worker.InvokeAsync(function, request, cancellationToken);
            var milliseconds = (long)Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            LogSucceeded(logger, function.Name, request.InvocationId, milliseconds);
            return response;
        }
        catch (Exception ex)
        {
            var milliseconds = (long)Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            LogFailed(logger, ex, function.Name, request.InvocationId, milliseconds);
            throw;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Executing 'Functions.{Function}' (Reason='{Reason}', Id={Id})")]
    private static partial void LogExecuting(ILogger logger, string function, string reason, string id);

    [LoggerMessage(Level = LogLevel.Information, Message = "Executed 'Functions.{Function}' (Succeeded, Id={Id}, Duration={Milliseconds}ms)")]
    private static partial void LogSucceeded(ILogger logger, string function, string id, long milliseconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "Executed 'Functions.{Function}' (Failed, Id={Id}, Duration={Milliseconds}ms)")]
    private static partial void LogFailed(ILogger logger, Exception failure, string function, string id, long milliseconds);
}

/// <summary>The W3C trace context of an invocation: https://www.w3.org/TR/trace-context/</summary>
internal static class TraceParent
{
    /// <summary>A child of the caller's trace; where there is none, the root of a new one, which is recorded.</summary>
    public static TraceContext Continue(string? traceParent, string? traceState) =>
        ActivityContext.TryParse(traceParent, traceState, out var parent)
            ? new TraceContext { TraceParent = Text(parent.TraceId, parent.TraceFlags), TraceState = parent.TraceState ?? "" }
            : Root();

    public static TraceContext Root() => new() { TraceParent = Text(ActivityTraceId.CreateRandom(), ActivityTraceFlags.Recorded) };

    private static string Text(ActivityTraceId trace, ActivityTraceFlags flags) =>
        $"00-{trace.ToHexString()}-{ActivitySpanId.CreateRandom().ToHexString()}-{(int)flags:x2}";
}
