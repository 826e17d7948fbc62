using System.Globalization;
using System.Text;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>Makes a parameter's value from binding data, which is text or JSON.</summary>
internal static class BindingDataConverter
{
    public static object? Convert(string text, FunctionParameter parameter, FunctionContext context)
    {
        var type = Nullable.GetUnderlyingType(parameter.Type) ?? parameter.Type;
        if (type == typeof(string) || type == typeof(object))
            return text;
        if (type == typeof(Guid) && Guid.TryParse(text, out var guid))
            return guid;
        if (type == typeof(DateTimeOffset) && DateTimeOffset.TryParse(text, CultureInfo.CurrentCulture, out var moment))
            return moment;
        if (type == typeof(DateTime) && DateTime.TryParse(text, CultureInfo.CurrentCulture, out var time))
            return time;

        var bytes = Encoding.UTF8.GetBytes(text);
        if (type == typeof(byte[]))
            return bytes;
        return FromJson(bytes, parameter, context);
    }

    private static object? FromJson(byte[] json, FunctionParameter parameter, FunctionContext context)
    {
        try
        {
            using var stream = new MemoryStream(json, writable: false);
            return context.GetSerializer().Deserialize(stream, parameter.Type, CancellationToken.None);
        }
        catch (Exception error)
        {
            throw new FunctionInputConverterException(
                $"Error converting 1 input parameters for Function '{context.FunctionDefinition.Name}': Cannot convert input parameter '{parameter.Name}' to type '{parameter.Type}' from type 'System.String'. Error: {error.Message}",
                error);
        }
    }
}
