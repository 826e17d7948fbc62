using System.Globalization;
using Microsoft.Azure.Functions.Worker;

namespace TwilioFunctions.Messages;

/// <summary>
/// What the host says of a queue message: https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-queue-trigger#message-metadata.
/// </summary>
internal static class QueueMetadata
{
    /// <summary>The message's text.</summary>
    public static string Message(this FunctionContext context) => context.BindingText("QueueTrigger");

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
