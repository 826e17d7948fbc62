using System.Web;
using Azure.Storage.StandIns.Shared;

namespace Azure.Data.Tables.Rest;

/// <summary>The address of a table taken apart, for clients that are made of such an address alone.</summary>
internal sealed record TableAddress(Uri AccountEndpoint, string TableName)
{
    public static TableAddress Parse(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var segments = address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var accountSegments = StorageAccountName.IsPathStyle(address) ? 1 : 0;
        var table = segments.Length > accountSegments ? segments[accountSegments] : HttpUtility.ParseQueryString(address.Query)["tn"];
        if (string.IsNullOrEmpty(table))
            throw new ArgumentException($"{address.GetLeftPart(UriPartial.Path)} names no table.", nameof(address));

        var account = new UriBuilder(address) { Path = string.Join('/', segments.Take(accountSegments)) };
        return new TableAddress(account.Uri, table);
    }
}
