using System.Reflection;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>A function of the app, with everything about it that can be worked out once.</summary>
internal sealed class Function
{
    private readonly MethodInvoker invoker;
    private readonly ParameterSource[] parameters;

    public Function(string name, MethodInfo method)
    {
        Name = name;
        var triggers = method.GetParameters()
            .Select(parameter => (Parameter: parameter, Attribute: parameter.GetCustomAttribute<TriggerBindingAttribute>()))
            .Where(candidate => candidate.Attribute is not null)
            .ToArray();
        if (triggers is not [var (triggerParameter, attribute)])
            throw new HostStartException($"The function {name} has {triggers.Length} trigger parameters; it must have one.");

        Trigger = attribute!;
        TriggerBinding = new LocalBindingMetadata(triggerParameter.Name!, BindingTypeOf(attribute!));
        Definition = new LocalFunctionDefinition(name, method, TriggerBinding);
        invoker = new MethodInvoker(method);
        parameters = Array.ConvertAll(method.GetParameters(), parameter => ParameterSource.Create(parameter, triggerParameter));
    }

    public string Name { get; }

    public TriggerBindingAttribute Trigger { get; }

    public LocalBindingMetadata TriggerBinding { get; }

    public LocalFunctionDefinition Definition { get; }

    public Task<object?> InvokeAsync(FunctionContext context, TriggerInput input)
    {
        var arguments = new object?[parameters.Length];
        for (var i = 0; i < arguments.Length; i++)
            arguments[i] = parameters[i].GetValue(context, input);
        return invoker.InvokeAsync(context.InstanceServices, arguments);
    }

    /// <summary>The type as function.json spells it: <c>HttpTriggerAttribute</c> is <c>httpTrigger</c>.</summary>
    private static string BindingTypeOf(TriggerBindingAttribute attribute)
    {
        var name = attribute.GetType().Name;
        return char.ToLowerInvariant(name[0]) + name[1..^nameof(Attribute).Length];
    }
}
