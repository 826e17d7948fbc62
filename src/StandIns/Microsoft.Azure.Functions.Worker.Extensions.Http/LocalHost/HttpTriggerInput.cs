using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Http;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

internal sealed class HttpTriggerInput(HttpRequestData data, HttpRequest request) : TriggerInput
{
    public override string Reason => "This function was programmatically called via the host APIs.";

    public override object? ConvertTo(Type parameterType, FunctionContext context) =>
        parameterType.IsInstanceOfType(data)
            ? data
            : throw new FunctionInputConverterException(
                $"Error converting 1 input parameters for Function '{context.FunctionDefinition.Name}': an HTTP request cannot be converted to type '{parameterType}'.");

    /// <summary>Query parameters but the function key, and over them the values of the route.</summary>
    protected override IReadOnlyDictionary<string, object?> CreateBindingData()
    {
        var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in request.Query)
        {
            if (!name.Equals("code", StringComparison.OrdinalIgnoreCase))
                values[name] = value.ToString();
        }
        foreach (var (name, value) in request.RouteValues)
            values[name] = value?.ToString();
        return values;
    }
}
