namespace Azure.Storage.Queues.Models;

/// <summary>What the service answers to a message that was sent; the receipt allows the sender to update or delete it.</summary>
public class SendReceipt
{
    internal SendReceipt(
        string messageId, DateTimeOffset insertionTime, DateTimeOffset expirationTime, string popReceipt, DateTimeOffset timeNextVisible)
    {
        MessageId = messageId;
        InsertionTime = insertionTime;
        ExpirationTime = expirationTime;
        PopReceipt = popReceipt;
        TimeNextVisible = timeNextVisible;
    }

    public string MessageId { get; }

    public DateTimeOffset InsertionTime { get; }

    public DateTimeOffset ExpirationTime { get; }

    public string PopReceipt { get; }

    public DateTimeOffset TimeNextVisible { get; }
}
