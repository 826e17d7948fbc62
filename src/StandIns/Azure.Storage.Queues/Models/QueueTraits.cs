namespace Azure.Storage.Queues.Models;

/// <summary>What a listing of queues brings along beside the names.</summary>
[Flags]
public enum QueueTraits
{
    None = 0,
    Metadata = 1,
}
