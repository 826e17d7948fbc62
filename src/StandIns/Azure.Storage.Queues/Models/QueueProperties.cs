namespace Azure.Storage.Queues.Models;

/// <summary>A queue's metadata and about how many messages it holds, the invisible ones included.</summary>
public class QueueProperties
{
    public QueueProperties()
        : this(new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase), 0)
    {
    }

    internal QueueProperties(IDictionary<string, string> metadata, long approximateMessagesCount)
    {
        Metadata = metadata;
        ApproximateMessagesCountLong = approximateMessagesCount;
    }

    public IDictionary<string, string> Metadata { get; }

    /// <exception cref="OverflowException">There are more than an <see cref="int"/> can count.</exception>
    public int ApproximateMessagesCount => checked((int)ApproximateMessagesCountLong);

    public long ApproximateMessagesCountLong { get; }
}
