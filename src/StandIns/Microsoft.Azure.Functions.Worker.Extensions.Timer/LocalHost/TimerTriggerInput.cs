using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>The real host hands JSON to the worker: text and any type with such members can be made of it, <see cref="TimerInfo"/> by name.</summary>
internal sealed class TimerTriggerInput(DateTimeOffset firedAt, ScheduleStatus? status) : TriggerInput
{
    public override string Reason => $"Timer fired at {firedAt:O}";

    public override object? ConvertTo(Type parameterType, FunctionContext context)
    {
        var info = new TimerInfo { ScheduleStatus = status };
        if (parameterType == typeof(TimerInfo))
            return info;
        var json = JsonSerializer.SerializeToUtf8Bytes(info);
        if (parameterType == typeof(string))
            return Encoding.UTF8.GetString(json);
        try
        {
            using var stream = new MemoryStream(json, writable: false);
            return context.GetSerializer().Deserialize(stream, parameterType, context.CancellationToken);
        }
        catch (JsonException error)
        {
            throw new FunctionInputConverterException(
                $"Error converting 1 input parameters for Function '{context.FunctionDefinition.Name}': Cannot convert input parameter to type '{parameterType}' from type 'System.String'. Error: {error.Message}",
                error);
        }
    }

    protected override IReadOnlyDictionary<string, object?> CreateBindingData() =>
        new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
        {
            ["TimerTrigger"] = firedAt.ToString("O", CultureInfo.InvariantCulture),
        };
}
