using System.Text;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>What a message says, decoded.</summary>
internal sealed class MessageBody(byte[] bytes)
{
    private string? text;

    public byte[] Bytes => bytes;

    public string Text => text ??= Encoding.UTF8.GetString(bytes);

    /// <summary>Null when the text is not encoded as <c>messageEncoding</c> says.</summary>
    public static MessageBody? Decode(QueueMessage message, QueueMessageEncoding encoding)
    {
        var raw = message.Body.ToMemory();
        if (encoding == QueueMessageEncoding.None)
            return new MessageBody(raw.ToArray());
        try
        {
            return new MessageBody(Convert.FromBase64String(message.MessageText));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
