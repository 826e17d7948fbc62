using System.Reflection;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>The functions of the app.</summary>
internal sealed class FunctionCatalog
{
    public FunctionCatalog(LocalHostSettings settings)
    {
        var types = settings.FunctionTypes ?? settings.FunctionAssembly.GetTypes();
        Functions = [.. types.SelectMany(FunctionsOf).OrderBy(function => function.Name, StringComparer.Ordinal)];
        var twice = Functions.GroupBy(function => function.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
            throw new HostStartException($"More than one function is named {twice.Key}.");
    }

    public IReadOnlyList<Function> Functions { get; }

    public IEnumerable<Function> WithTrigger(string triggerType) =>
        Functions.Where(function => function.TriggerBinding.Type == triggerType);

    private static IEnumerable<Function> FunctionsOf(Type type)
    {
        const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (var method in type.GetMethods(Declared))
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is not { } function)
                continue;
            if (!type.IsVisible || !method.IsPublic)
                throw new HostStartException($"The function {function.Name} must be a public method of a public class.");
            yield return new Function(function.Name, method);
        }
    }
}
