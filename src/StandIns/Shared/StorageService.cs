namespace Azure.Storage.StandIns.Shared;

/// <summary>A service of a storage account: how connection strings name it, its host's prefix and its port in the emulator.</summary>
internal sealed record StorageService(string EndpointSetting, string HostPrefix, int EmulatorPort)
{
    public static StorageService Queue { get; } = new("QueueEndpoint", "queue", 10001);

    public static StorageService Table { get; } = new("TableEndpoint", "table", 10002);
}
