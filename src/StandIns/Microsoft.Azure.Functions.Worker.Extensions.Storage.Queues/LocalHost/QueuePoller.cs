using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>Fetches the messages of one queue in batches, as fast as they are worked off, and rarely when there are none.</summary>
internal sealed class QueuePoller(QueueClient queue, MessageProcessor processor, QueuesOptions options, QueueLog log)
    : IDisposable
{
    // Abandoning a request that storage has answered would leave its messages leased to nobody.
    private static readonly TimeSpan LastReceiveGrace = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource receive = new();
    private readonly CancellationTokenSource abandon = new();
    private readonly RunningMessages running = new();
    private Task loop = Task.CompletedTask;
    private bool unreachable;

    public void Start() => loop = Task.Run(PollAsync);

    /// <summary>Completes when the last message that was taken is finished, or soon after the token is cancelled.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stop.CancelAsync();
        receive.CancelAfter(LastReceiveGrace);
        await loop;
        try
        {
            await running.AtMostAsync(0).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            log.Abandoned(running.Count);
            await abandon.CancelAsync();
        }
    }

    public void Dispose()
    {
        stop.Dispose();
        receive.Dispose();
        abandon.Dispose();
    }

    private async Task PollAsync()
    {
        var backoff = new PollingBackoff(options.MaxPollingInterval);
        try
        {
            while (true)
            {
                await running.AtMostAsync(options.EffectiveNewBatchThreshold).WaitAsync(stop.Token);
                stop.Token.ThrowIfCancellationRequested();
                var messages = await ReceiveAsync();
                if (stop.IsCancellationRequested)
                    await Task.WhenAll(messages.Select(GiveBackAsync));
                else if (messages.Length > 0)
                    Begin(messages, backoff);
                else
                    await Task.Delay(backoff.Next(), stop.Token);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }

    private void Begin(QueueMessage[] messages, PollingBackoff backoff)
    {
        backoff.Reset();
        foreach (var message in messages)
        {
            running.Add();
            _ = Task.Run(() => ProcessAsync(message));
        }
    }

    private async Task GiveBackAsync(QueueMessage message)
    {
        try
        {
            await processor.GiveBackAsync(message);
        }
        catch (Exception error)
        {
            log.NotCompleted(message.MessageId, error);
        }
    }

    private async Task ProcessAsync(QueueMessage message)
    {
        try
        {
            await processor.ProcessAsync(message, abandon.Token);
        }
        catch (Exception error)
        {
            log.NotCompleted(message.MessageId, error);
        }
        finally
        {
            running.Remove();
        }
    }

    /// <summary>None when storage cannot be reached: that is told once, and again when it is back.</summary>
    private async Task<QueueMessage[]> ReceiveAsync()
    {
        try
        {
            var messages = await ReceiveOrCreateAsync();
            if (unreachable)
                log.ReachableAgain();
            unreachable = false;
            return messages;
        }
        catch (Exception error)
        {
            if (!unreachable && !stop.IsCancellationRequested)
                log.Unreachable(error);
            unreachable = true;
            return [];
        }
    }

    private async Task<QueueMessage[]> ReceiveOrCreateAsync()
    {
        try
        {
            return await queue.ReceiveMessagesAsync(options.BatchSize, options.LeaseDuration, receive.Token);
        }
        catch (RequestFailedException error) when (error.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            await queue.CreateIfNotExistsAsync(cancellationToken: receive.Token);
            return [];
        }
    }
}
