namespace Azure.Storage.Queues.Models;

/// <summary>Makes what the service answers, for tests.</summary>
public static class QueuesModelFactory
{
    public static QueueItem QueueItem(string name, IDictionary<string, string>? metadata = null) =>
        new(name, metadata ?? new Dictionary<string, string>());

    public static QueueProperties QueueProperties(IDictionary<string, string> metadata, int approximateMessagesCount) =>
        new(metadata, approximateMessagesCount);

    public static QueueProperties QueueProperties(IDictionary<string, string> metadata, long approximateMessagesCount) =>
        new(metadata, approximateMessagesCount);

    public static SendReceipt SendReceipt(
        string messageId, DateTimeOffset insertionTime, DateTimeOffset expirationTime, string popReceipt, DateTimeOffset timeNextVisible) =>
        new(messageId, insertionTime, expirationTime, popReceipt, timeNextVisible);

    public static UpdateReceipt UpdateReceipt(string popReceipt, DateTimeOffset nextVisibleOn) => new(popReceipt, nextVisibleOn);

    public static QueueMessage QueueMessage(
        string messageId,
        string popReceipt,
        string messageText,
        long dequeueCount,
        DateTimeOffset? nextVisibleOn = null,
        DateTimeOffset? insertedOn = null,
        DateTimeOffset? expiresOn = null) =>
        new(messageId, popReceipt, new BinaryData(messageText), dequeueCount, nextVisibleOn, insertedOn, expiresOn);

    public static QueueMessage QueueMessage(
        string messageId,
        string popReceipt,
        BinaryData body,
        long dequeueCount,
        DateTimeOffset? nextVisibleOn = null,
        DateTimeOffset? insertedOn = null,
        DateTimeOffset? expiresOn = null) =>
        new(messageId, popReceipt, body, dequeueCount, nextVisibleOn, insertedOn, expiresOn);

    public static PeekedMessage PeekedMessage(
        string messageId, string messageText, long dequeueCount, DateTimeOffset? insertedOn = null, DateTimeOffset? expiresOn = null) =>
        new(messageId, new BinaryData(messageText), dequeueCount, insertedOn, expiresOn);

    public static PeekedMessage PeekedMessage(
        string messageId, BinaryData message, long dequeueCount, DateTimeOffset? insertedOn = null, DateTimeOffset? expiresOn = null) =>
        new(messageId, message, dequeueCount, insertedOn, expiresOn);
}
