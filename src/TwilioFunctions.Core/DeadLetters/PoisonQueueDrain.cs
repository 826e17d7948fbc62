using System.Text;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.DependencyInjection;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.DeadLetters;

/// <summary>
/// Moves everything on the poison queues to the list of dead letters. It reads raw text and not base64, as a trigger would: a message
/// that isn't base64 fails in the host before any function sees it, and would come back to a trigger until it expires.
/// </summary>
internal sealed class PoisonQueueDrain(
    [FromKeyedServices(StorageRegistration.RawQueues)] QueueServiceClient queues, DeadLetterKeeper keeper, TimeProvider time)
{
    private const int BatchSize = 32;

    // Longer than it takes to keep a batch; a message that could not be kept is there again for a later run.
    private static readonly TimeSpan VisibilityTimeout = TimeSpan.FromMinutes(2);

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Drains each poison queue until it is empty. A message that can't be kept doesn't hold up the others.</summary>
    /// <exception cref="RequestFailedException">Storage failed; what wasn't kept is still on its queue.</exception>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        foreach (var queue in QueueNames.All)
            await DrainAsync(queue, queues.GetQueueClient(queue + QueueNames.PoisonSuffix), cancellationToken);
    }

    private async Task DrainAsync(string queue, QueueClient poisonQueue, CancellationToken cancellationToken)
    {
        while (await ReceiveAsync(poisonQueue, cancellationToken) is { Length: > 0 } messages)
        {
            foreach (var message in messages)
            {
                await keeper.KeepAsync(queue, TextOf(message.MessageText), message.InsertedOn ?? time.GetUtcNow(), cancellationToken);
                await poisonQueue.DeleteMessageAsync(message.MessageId, message.PopReceipt, cancellationToken);
            }
        }
    }

    private static async Task<QueueMessage[]> ReceiveAsync(QueueClient poisonQueue, CancellationToken cancellationToken)
    {
        try
        {
            return await poisonQueue.ReceiveMessagesAsync(BatchSize, VisibilityTimeout, cancellationToken);
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            return [];
        }
    }

    /// <summary>The text that base64 holds; what isn't base64 of a text stays as it is.</summary>
    private static string TextOf(string message)
    {
        var bytes = new byte[message.Length];
        if (!Convert.TryFromBase64String(message, bytes, out var length))
            return message;
        try
        {
            return StrictUtf8.GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException)
        {
            return message;
        }
    }
}
