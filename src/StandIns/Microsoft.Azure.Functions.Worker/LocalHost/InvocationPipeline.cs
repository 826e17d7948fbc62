using Microsoft.Azure.Functions.Worker.Middleware;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>The middleware in the order of registration, and the function at the end.</summary>
internal sealed class InvocationPipeline
{
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middlewares = [];

    public void Add(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware) => middlewares.Add(middleware);

    public FunctionExecutionDelegate Build() =>
        Enumerable.Reverse(middlewares).Aggregate((FunctionExecutionDelegate)RunFunction, (next, middleware) => middleware(next));

    private static Task RunFunction(FunctionContext context) => context.Features.Get<Invocation>()!.RunFunctionAsync();
}
