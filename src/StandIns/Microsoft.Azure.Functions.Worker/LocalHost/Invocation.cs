using System.Diagnostics;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>One run of a function: its context, what triggered it, and what came out.</summary>
internal sealed class Invocation(Function function, FunctionExecutionDelegate pipeline, InvocationLog log, LocalFunctionContext context)
    : IAsyncDisposable
{
    private static readonly ActivitySource Activities = new("Microsoft.Azure.Functions.Worker");

    private TriggerInput? input;

    public Function Function => function;

    public FunctionContext Context => context;

    public object? Result { get; set; }

    public TriggerInput Input => input ?? throw new InvalidOperationException("The invocation has not been started.");

    /// <summary>Runs middleware and function.</summary>
    /// <returns>What the function, or a middleware in its place, gave as result.</returns>
    public async Task<object?> RunAsync(TriggerInput triggerInput)
    {
        input = triggerInput;
        using var activity = StartActivity();
        var started = Stopwatch.GetTimestamp();
        log.Executing(context.InvocationId, triggerInput.Reason);
        try
        {
            await pipeline(context);
        }
        catch (Exception error)
        {
            activity?.SetStatus(ActivityStatusCode.Error, error.Message);
            log.Failed(context.InvocationId, Stopwatch.GetElapsedTime(started), error);
            throw;
        }
        log.Succeeded(context.InvocationId, Stopwatch.GetElapsedTime(started));
        return Result;
    }

    public async Task RunFunctionAsync() => Result = await function.InvokeAsync(context, Input);

    public ValueTask DisposeAsync() => context.DisposeAsync();

    private Activity? StartActivity() =>
        Activities.HasListeners() && ActivityContext.TryParse(context.TraceContext.TraceParent, context.TraceContext.TraceState, out var parent)
            ? Activities.StartActivity("Invoke", ActivityKind.Server, parent)
            : null;
}
