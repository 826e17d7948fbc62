namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>What a trigger hands to one invocation.</summary>
internal abstract class TriggerInput
{
    private IReadOnlyDictionary<string, object?>? bindingData;

    /// <summary>The trigger metadata, made when somebody asks.</summary>
    public IReadOnlyDictionary<string, object?> BindingData => bindingData ??= CreateBindingData();

    /// <summary>Why the function runs, for the log.</summary>
    public abstract string Reason { get; }

    /// <summary>The value of the parameter that carries the trigger attribute.</summary>
    public abstract object? ConvertTo(Type parameterType, FunctionContext context);

    protected abstract IReadOnlyDictionary<string, object?> CreateBindingData();
}
