using System.Reflection;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>Where the value of one parameter of a function comes from.</summary>
internal abstract class ParameterSource
{
    public abstract object? GetValue(FunctionContext context, TriggerInput input);

    public static ParameterSource Create(ParameterInfo parameter, ParameterInfo triggerParameter) => parameter switch
    {
        _ when parameter == triggerParameter => new FromTrigger(parameter.ParameterType),
        { ParameterType: var type } when type == typeof(FunctionContext) => new FromContext(),
        { ParameterType: var type } when type == typeof(CancellationToken) => new FromCancellation(),
        _ => new FromBindingData(new FunctionParameter(parameter.Name!, parameter.ParameterType, parameter.HasDefaultValue, parameter.DefaultValue)),
    };

    private sealed class FromTrigger(Type type) : ParameterSource
    {
        public override object? GetValue(FunctionContext context, TriggerInput input) => input.ConvertTo(type, context);
    }

    private sealed class FromContext : ParameterSource
    {
        public override object? GetValue(FunctionContext context, TriggerInput input) => context;
    }

    private sealed class FromCancellation : ParameterSource
    {
        public override object? GetValue(FunctionContext context, TriggerInput input) => context.CancellationToken;
    }

    private sealed class FromBindingData(FunctionParameter parameter) : ParameterSource
    {
        public override object? GetValue(FunctionContext context, TriggerInput input)
        {
            if (input.BindingData.GetValueOrDefault(parameter.Name) is string text)
                return BindingDataConverter.Convert(text, parameter, context);
            if (parameter.HasDefaultValue)
                return parameter.DefaultValue;
            return parameter.IsReferenceOrNullableType
                ? null
                : throw new FunctionInputConverterException(
                    $"Could not populate the value for '{parameter.Name}' parameter of function '{context.FunctionDefinition.Name}'. Consider adding a default value or making the parameter nullable.");
        }
    }
}
