using System.Globalization;
using System.Text.Json;
using Azure.Storage.Queues.Models;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

internal sealed class QueueTriggerInput(string queue, QueueMessage message, MessageBody body) : TriggerInput
{
    public override string Reason => $"New queue message detected on '{queue}'.";

    public override object? ConvertTo(Type parameterType, FunctionContext context)
    {
        if (parameterType == typeof(string))
            return body.Text;
        if (parameterType == typeof(byte[]))
            return body.Bytes;
        if (parameterType == typeof(BinaryData))
            return new BinaryData(body.Bytes);
        if (parameterType == typeof(QueueMessage))
            return Decoded();
        return FromJson(parameterType, context);
    }

    /// <summary>The message's own values, under the members of a JSON message: so does the real host.</summary>
    protected override IReadOnlyDictionary<string, object?> CreateBindingData()
    {
        var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
        {
            ["QueueTrigger"] = body.Text,
            ["DequeueCount"] = message.DequeueCount.ToString(CultureInfo.InvariantCulture),
            ["Id"] = message.MessageId,
            ["PopReceipt"] = message.PopReceipt,
            ["InsertionTime"] = Json(message.InsertedOn),
            ["ExpirationTime"] = Json(message.ExpiresOn),
            ["NextVisibleTime"] = Json(message.NextVisibleOn),
        };
        JsonMembers.AddTo(values, body.Bytes);
        return values;
    }

    private static string Json(DateTimeOffset? time) =>
        string.Create(CultureInfo.InvariantCulture, $"\"{time ?? DateTimeOffset.MaxValue:yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz}\"");

    private QueueMessage Decoded() => QueuesModelFactory.QueueMessage(
        message.MessageId, message.PopReceipt, new BinaryData(body.Bytes), message.DequeueCount, message.NextVisibleOn, message.InsertedOn, message.ExpiresOn);

    private object? FromJson(Type type, FunctionContext context)
    {
        try
        {
            using var stream = new MemoryStream(body.Bytes, writable: false);
            return context.GetSerializer().Deserialize(stream, type, CancellationToken.None);
        }
        catch (JsonException error)
        {
            throw new FunctionInputConverterException(
                $"Error converting 1 input parameters for Function '{context.FunctionDefinition.Name}': Cannot convert input parameter to type '{type}' from type 'System.String'. Error: {error.Message}",
                error);
        }
    }
}
