namespace Azure.Storage.Queues.Models;

/// <summary>A message that was received: invisible to others until <see cref="NextVisibleOn"/>, ours while the receipt is valid.</summary>
public class QueueMessage
{
    internal QueueMessage(
        string messageId,
        string popReceipt,
        BinaryData body,
        long dequeueCount,
        DateTimeOffset? nextVisibleOn,
        DateTimeOffset? insertedOn,
        DateTimeOffset? expiresOn)
    {
        MessageId = messageId;
        PopReceipt = popReceipt;
        Body = body;
        DequeueCount = dequeueCount;
        NextVisibleOn = nextVisibleOn;
        InsertedOn = insertedOn;
        ExpiresOn = expiresOn;
    }

    public string MessageId { get; }

    public string PopReceipt { get; }

    public BinaryData Body { get; }

    public string MessageText => Body.ToString();

    public long DequeueCount { get; }

    public DateTimeOffset? NextVisibleOn { get; }

    public DateTimeOffset? InsertedOn { get; }

    public DateTimeOffset? ExpiresOn { get; }

    /// <summary>The message with the receipt that an update left behind; the old one is no longer valid.</summary>
    public QueueMessage Update(UpdateReceipt updated) =>
        new(MessageId, updated.PopReceipt, Body, DequeueCount, updated.NextVisibleOn, InsertedOn, ExpiresOn);
}
