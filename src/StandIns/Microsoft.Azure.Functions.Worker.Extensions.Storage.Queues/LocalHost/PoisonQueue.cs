using System.Text;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>
/// Where messages go that failed too often: a copy of the text, under a new id.
/// https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-queue-trigger#poison-messages
/// </summary>
internal sealed class PoisonQueue(QueueClient queue, QueueMessageEncoding encoding)
{
    private const string Suffix = "-poison";

    public string Name => queue.Name;

    public static bool IsPoison(string queue) => queue.EndsWith(Suffix, StringComparison.Ordinal);

    public static string NameFor(string queue) => queue + Suffix;

    /// <param name="message">As it was received.</param>
    /// <param name="body">Null when it could not be decoded: then its text is encoded, so that a reader of the poison queue can.</param>
    public async Task KeepAsync(QueueMessage message, MessageBody? body)
    {
        var text = body is null && encoding == QueueMessageEncoding.Base64
            ? Convert.ToBase64String(Encoding.UTF8.GetBytes(message.MessageText))
            : message.MessageText;
        try
        {
            await queue.SendMessageAsync(text);
        }
        catch (RequestFailedException error) when (error.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            await queue.CreateIfNotExistsAsync();
            await queue.SendMessageAsync(text);
        }
    }
}
