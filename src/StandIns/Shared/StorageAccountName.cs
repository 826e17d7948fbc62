using System.Net;

namespace Azure.Storage.StandIns.Shared;

/// <summary>
/// Finds the account in a service's address: the first label of a domain name, or the first segment of the path where the host is
/// an address or this machine, as with Azurite.
/// Source: https://learn.microsoft.com/azure/storage/common/storage-connect-azurite#microsoft-azure-storage-emulator-path-style
/// </summary>
internal static class StorageAccountName
{
    public static string? Of(Uri address)
    {
        if (IsPathStyle(address))
            return address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        var dot = address.Host.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 ? address.Host[..dot] : null;
    }

    public static bool IsPathStyle(Uri address) => address.IsLoopback || IPAddress.TryParse(address.Host, out _);
}
