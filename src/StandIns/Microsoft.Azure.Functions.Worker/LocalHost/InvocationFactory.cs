using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

internal sealed class InvocationFactory(FunctionCatalog catalog, InvocationPipeline pipeline, IServiceScopeFactory scopes, ILoggerFactory loggers)
{
    private readonly FunctionExecutionDelegate pipeline = pipeline.Build();

    private readonly Dictionary<Function, InvocationLog> logs = catalog.Functions.ToDictionary(
        function => function,
        function => new InvocationLog(function.Name, loggers.CreateLogger($"Function.{function.Name}")));

    /// <param name="function">The function to run.</param>
    /// <param name="traceParent">The <c>traceparent</c> that came with the trigger.</param>
    /// <param name="traceState">The <c>tracestate</c> that came with it.</param>
    /// <param name="cancellationToken">Cancelled when nobody waits for the result any longer.</param>
    public Invocation Create(Function function, string? traceParent, string? traceState, CancellationToken cancellationToken)
    {
        var context = new LocalFunctionContext(function.Definition, new LocalTraceContext(traceParent, traceState), scopes, cancellationToken);
        var invocation = new Invocation(function, pipeline, logs[function], context);
        context.Features.Set(invocation);
        return invocation;
    }
}
