using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace TwilioFunctions;

/// <summary>What middleware asks of the function that is about to run.</summary>
internal static class FunctionDefinitions
{
    private static readonly ConcurrentDictionary<string, MethodInfo> Methods = new(StringComparer.Ordinal);

    public static bool IsTriggeredBy(this FunctionDefinition function, string bindingType) =>
        function.InputBindings.Values.Any(binding => string.Equals(binding.Type, bindingType, StringComparison.OrdinalIgnoreCase));

    /// <summary>The function's own method, found by its entry point (<c>Namespace.Class.Method</c>).</summary>
    public static MethodInfo Method(this FunctionDefinition function) =>
        Methods.GetOrAdd(function.EntryPoint, static entryPoint =>
        {
            var dot = entryPoint.LastIndexOf('.');
            var type = typeof(FunctionDefinitions).Assembly.GetType(entryPoint[..dot], throwOnError: true)!;
            return type.GetMethod(entryPoint[(dot + 1)..]) ?? throw new MissingMethodException(entryPoint[..dot], entryPoint[(dot + 1)..]);
        });
}
