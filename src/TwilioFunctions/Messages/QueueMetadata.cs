using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using TwilioFunctions.Core.Messages;

namespace TwilioFunctions.Messages;

/// <summary>
/// What the host says of a queue message: https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-queue-trigger#message-metadata.
/// </summary>
internal static class QueueMetadata
{
    /// <summary>Returns the message. Middleware and function share one object, so that it is parsed once.</summary>
    public static QueueMessage Message(this FunctionContext context)
    {
        if (context.Features.Get<QueueMessage>() is { } message)
            return message;
        message = new QueueMessage(context.BindingText("QueueTrigger"));
        context.Features.Set(message);
        return message;
    }

    /// <summary>The number of this try, from 1 on.</summary>
    public static int Tries(this FunctionContext context) =>
        int.TryParse(context.BindingText("DequeueCount"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 1;

    /// <summary>When the message was sent, in whole seconds. The host gives times as JSON strings, quotes included.</summary>
    public static DateTimeOffset? InsertionTime(this FunctionContext context) =>
        DateTimeOffset.TryParse(context.BindingText("InsertionTime").Trim('"'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;

    private static string BindingText(this FunctionContext context, string name) =>
        context.BindingContext.BindingData.TryGetValue(name, out var value) ? Convert.ToString(value, CultureInfo.InvariantCulture) ?? "" : "";
}
