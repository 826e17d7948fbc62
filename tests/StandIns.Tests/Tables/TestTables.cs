using Azure.Core.Pipeline;
using Azure.Data.Tables;
using TwilioFunctions.Testing;

namespace StandIns.Tests.Tables;

internal static class TestTables
{
    public static string NewName() => $"t{Guid.NewGuid():N}";

    public static async Task<TableClient> CreateAsync(AzuriteFixture azurite)
    {
        var table = new TableClient(azurite.ConnectionString, NewName());
        await table.CreateAsync();
        return table;
    }

    /// <summary>Trusts the certificate that was made for the test, and retries at once.</summary>
    public static TableClientOptions Options() => new()
    {
        Transport = new HttpClientTransport(new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
        }),
        Retry = { Delay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(1) },
    };

    public static async Task<List<T>> ToListAsync<T>(IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items)
            list.Add(item);
        return list;
    }
}
