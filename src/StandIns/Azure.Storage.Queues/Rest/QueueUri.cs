using Azure.Storage.StandIns.Shared;

namespace Azure.Storage.Queues.Rest;

/// <summary>How the service's resources are addressed: <c>https://account.queue.core.windows.net/queue/messages/id</c>.</summary>
internal static class QueueUri
{
    /// <summary>The address one segment deeper; a signature in its query stays.</summary>
    public static Uri Append(Uri address, string segment) =>
        new UriBuilder(address) { Path = $"{address.AbsolutePath.TrimEnd('/')}/{Uri.EscapeDataString(segment)}" }.Uri;

    public static string QueueName(Uri queue) =>
        queue.AbsolutePath
            .Split('/', StringSplitOptions.RemoveEmptyEntries)
            .ElementAtOrDefault(StorageAccountName.IsPathStyle(queue) ? 1 : 0) ?? "";

    public static string AccountName(Uri address) => StorageAccountName.Of(address) ?? "";
}
