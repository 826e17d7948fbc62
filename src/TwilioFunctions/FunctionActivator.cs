using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace TwilioFunctions;

/// <summary>
/// Creates the function classes through their one constructor, which is internal. The classes themselves are public: the worker's SDK
/// generates direct calls for public classes only, and calls others by reflection, with each exception wrapped in another.
/// </summary>
internal sealed class FunctionActivator : IFunctionActivator
{
    private static readonly ConcurrentDictionary<Type, Func<IServiceProvider, object>> Factories = new();

    /// <inheritdoc />
    public object CreateInstance(Type instanceType, FunctionContext context) =>
        Factories.GetOrAdd(instanceType, FactoryOf)(context.InstanceServices);

    private static Func<IServiceProvider, object> FactoryOf(Type type)
    {
        var constructor = type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Single();
        var invoker = ConstructorInvoker.Create(constructor);
        Type[] parameters = [.. constructor.GetParameters().Select(parameter => parameter.ParameterType)];
        return services =>
        {
            var arguments = new object?[parameters.Length];
            for (var index = 0; index < arguments.Length; index++)
                arguments[index] = services.GetRequiredService(parameters[index]);
            return invoker.Invoke(arguments.AsSpan());
        };
    }
}
