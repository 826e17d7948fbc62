using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>Keeps a message invisible to others while it is worked on: the lease is renewed each time half of it is over.</summary>
internal sealed class MessageLease : IAsyncDisposable
{
    private readonly QueueClient queue;
    private readonly string messageId;
    private readonly TimeSpan duration;
    private readonly QueueLog log;
    private readonly CancellationTokenSource ended = new();
    private readonly Task renewal;
    private string popReceipt;

    public MessageLease(QueueClient queue, QueueMessage message, TimeSpan duration, QueueLog log)
    {
        this.queue = queue;
        this.duration = duration;
        this.log = log;
        messageId = message.MessageId;
        popReceipt = message.PopReceipt;
        renewal = RenewAsync();
    }

    /// <summary>Stops renewing.</summary>
    /// <returns>The pop receipt that is valid now.</returns>
    public async Task<string> EndAsync()
    {
        await ended.CancelAsync();
        await renewal;
        return popReceipt;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        ended.Dispose();
    }

    /// <summary>Whether the message is somebody else's by now, or gone.</summary>
    public static bool IsLost(RequestFailedException error) =>
        error.ErrorCode == QueueErrorCode.MessageNotFound || error.ErrorCode == QueueErrorCode.PopReceiptMismatch;

    private async Task RenewAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(duration / 2, ended.Token);
                // Not to be cancelled: it changes the pop receipt.
                popReceipt = (await queue.UpdateMessageAsync(messageId, popReceipt, visibilityTimeout: duration, cancellationToken: CancellationToken.None)).Value.PopReceipt;
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
        }
        catch (Exception error)
        {
            log.NotRenewed(messageId, error);
        }
    }
}
