namespace Azure.Storage.Queues;

/// <summary>How a message's body is represented in requests and responses.</summary>
public enum QueueMessageEncoding
{
    /// <summary>As it is; it must be text that XML can carry.</summary>
    None,

    /// <summary>As base64, which the Functions host expects unless host.json says otherwise.</summary>
    Base64,
}
