using Microsoft.Azure.Functions.Worker.LocalHost;

namespace Microsoft.Azure.Functions.Worker;

public static class FunctionContextBindingFeatureExtensions
{
    public static InvocationResult GetInvocationResult(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new CurrentResult(Current(context));
    }

    public static InvocationResult<T> GetInvocationResult<T>(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var invocation = Current(context);
        return invocation.Result is T
            ? new CurrentResult<T>(invocation)
            : throw new InvalidOperationException($"The invocation's result is of type {invocation.Result?.GetType().ToString() ?? "null"}, not {typeof(T)}.");
    }

    private static Invocation Current(FunctionContext context) =>
        context.Features.Get<Invocation>() ?? throw new InvalidOperationException("The context is not one that the host made for an invocation.");

    private sealed class CurrentResult(Invocation invocation) : InvocationResult
    {
        public override object? Value
        {
            get => invocation.Result;
            set => invocation.Result = value;
        }
    }

    private sealed class CurrentResult<T>(Invocation invocation) : InvocationResult<T>
    {
        public override T? Value
        {
            get => (T?)invocation.Result;
            set => invocation.Result = value;
        }
    }
}
