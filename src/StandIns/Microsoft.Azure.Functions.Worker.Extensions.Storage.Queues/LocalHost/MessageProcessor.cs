using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>Runs the function for one message and settles what becomes of the message.</summary>
internal sealed class MessageProcessor(
    Function function, InvocationFactory invocations, QueueClient queue, PoisonQueue? poison, QueuesOptions options, QueueLog log)
{
    /// <param name="message">As it was received: leased, its text still encoded.</param>
    /// <param name="cancellationToken">Cancelled when the host cannot wait for the run any longer.</param>
    public async Task ProcessAsync(QueueMessage message, CancellationToken cancellationToken)
    {
        await using var lease = new MessageLease(queue, message, options.LeaseDuration, log);
        var body = MessageBody.Decode(message, options.MessageEncoding);
        if (poison is not null && (body is null || message.DequeueCount > options.MaxDequeueCount))
        {
            await BuryAsync(message, body, await lease.EndAsync());
            return;
        }

        var succeeded = body is not null && await RunAsync(message, body, cancellationToken);
        var popReceipt = await lease.EndAsync();
        if (succeeded)
            await DeleteAsync(message, popReceipt);
        else if (poison is not null && message.DequeueCount >= options.MaxDequeueCount)
            await BuryAsync(message, body, popReceipt);
        else
            await HideAsync(message, popReceipt, options.VisibilityTimeout);
    }

    /// <summary>For a message that came when the host was about to stop: another instance may have it at once.</summary>
    public Task GiveBackAsync(QueueMessage message) => HideAsync(message, message.PopReceipt, TimeSpan.Zero);

    private async Task<bool> RunAsync(QueueMessage message, MessageBody body, CancellationToken cancellationToken)
    {
        await using var invocation = invocations.Create(function, traceParent: null, traceState: null, cancellationToken);
        try
        {
            await invocation.RunAsync(new QueueTriggerInput(queue.Name, message, body));
            return true;
        }
        catch (Exception)
        {
            // It has been logged; what follows is between the message and its queue.
            return false;
        }
    }

    private async Task BuryAsync(QueueMessage message, MessageBody? body, string popReceipt)
    {
        await poison!.KeepAsync(message, body);
        log.Poisoned(message.MessageId, poison.Name, message.DequeueCount);
        await DeleteAsync(message, popReceipt);
    }

    private async Task DeleteAsync(QueueMessage message, string popReceipt)
    {
        try
        {
            await queue.DeleteMessageAsync(message.MessageId, popReceipt, CancellationToken.None);
        }
        catch (RequestFailedException error) when (MessageLease.IsLost(error))
        {
            log.LeaseLost(message.MessageId);
        }
    }

    private async Task HideAsync(QueueMessage message, string popReceipt, TimeSpan timeout)
    {
        try
        {
            await queue.UpdateMessageAsync(message.MessageId, popReceipt, visibilityTimeout: timeout, cancellationToken: CancellationToken.None);
        }
        catch (RequestFailedException error) when (MessageLease.IsLost(error))
        {
            log.LeaseLost(message.MessageId);
        }
    }
}
