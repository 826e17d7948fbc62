using System.Linq.Expressions;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>Calls a function's method through a compiled delegate, whatever it returns.</summary>
internal sealed class MethodInvoker
{
    private readonly ObjectFactory? createInstance;
    private readonly Func<object?, object?[], object?> call;
    private readonly Func<Task, object?>? resultOf;

    public MethodInvoker(MethodInfo method)
    {
        createInstance = method.IsStatic ? null : ActivatorUtilities.CreateFactory(method.DeclaringType!, Type.EmptyTypes);

        var instance = Expression.Parameter(typeof(object));
        var arguments = Expression.Parameter(typeof(object?[]));
        var values = method.GetParameters().Select((parameter, index) =>
            Expression.Convert(Expression.ArrayIndex(arguments, Expression.Constant(index)), parameter.ParameterType));
        Expression result = Expression.Call(method.IsStatic ? null : Expression.Convert(instance, method.DeclaringType!), method, values);

        if (IsValueTask(result.Type))
            result = Expression.Call(result, nameof(ValueTask.AsTask), null);
        if (result.Type.IsGenericType && result.Type.GetGenericTypeDefinition() == typeof(Task<>))
            resultOf = CompileResult(result.Type);
        if (result.Type == typeof(void))
            result = Expression.Block(result, Expression.Constant(null));

        call = Expression.Lambda<Func<object?, object?[], object?>>(Expression.Convert(result, typeof(object)), instance, arguments).Compile();
    }

    public async Task<object?> InvokeAsync(IServiceProvider services, object?[] arguments)
    {
        var returned = call(createInstance?.Invoke(services, null), arguments);
        if (returned is not Task task)
            return returned;
        await task;
        return resultOf?.Invoke(task);
    }

    private static bool IsValueTask(Type type) =>
        type == typeof(ValueTask) || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>));

    private static Func<Task, object?> CompileResult(Type taskType)
    {
        var task = Expression.Parameter(typeof(Task));
        var result = Expression.Property(Expression.Convert(task, taskType), nameof(Task<object>.Result));
        return Expression.Lambda<Func<Task, object?>>(Expression.Convert(result, typeof(object)), task).Compile();
    }
}
