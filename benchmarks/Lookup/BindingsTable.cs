using System.Diagnostics;
using System.Globalization;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TwilioFunctions.Benchmarks.Load;
using TwilioFunctions.Cli;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Benchmarks.Lookup;

/// <summary>Table <c>ClientBindings</c> with so many rows, on an Azurite of its own.</summary>
internal sealed class BindingsTable : IAsyncDisposable
{
    private const string Identity = "callee";
    private const int Bindings = 3;

    // What a transaction takes, and all in one partition: https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions
    private const int RowsOfOthers = 100;
    private const int TransactionsAtOnce = 2;

    private readonly TemporaryStorage storage;
    private readonly TableServiceClient tables;
    private readonly ClientBindingStore store;

    private BindingsTable(TemporaryStorage storage, TableServiceClient tables, RequestMeter meter)
    {
        this.storage = storage;
        this.tables = tables;
        Meter = meter;
        store = new ClientBindingStore(
            tables, Options.Create(new BindingsOptions()), TimeProvider.System, NullLogger<ClientBindingStore>.Instance);
    }

    /// <summary>What the store's requests are measured with.</summary>
    public RequestMeter Meter { get; }

    public int Rows { get; private set; } = Bindings;

    public TimeSpan FillTime { get; private set; }

    /// <summary>Makes the table and its rows.</summary>
    public static async Task<BindingsTable> FillAsync(Checkout checkout, int rows, CancellationToken cancellationToken)
    {
        var preload = Path.Combine(AppContext.BaseDirectory, "Lookup", "partition-index.cjs");
        var storage = await TemporaryStorage.StartInMemoryAsync(checkout, ["--max-old-space-size=8192", "--require", preload], cancellationToken);
        var meter = new RequestMeter();
        var options = new TableClientOptions { Transport = new HttpClientTransport(meter) };
        var table = new BindingsTable(storage, await storage.TablesWithAsync(TableNames.ClientBindings, options, cancellationToken), meter);
        try
        {
            await table.FillAsync(rows, cancellationToken);
            return table;
        }
        catch
        {
            await table.DisposeAsync();
            throw;
        }
    }

    /// <summary>What is measured.</summary>
    public Task<IReadOnlyList<ClientBinding>> FindAsync(CancellationToken cancellationToken) =>
        store.FindAsync(LoadedApp.Account.Sid, Identity, cancellationToken);

    public ValueTask DisposeAsync() => storage.DisposeAsync();

    private async Task FillAsync(int rows, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        for (var number = 0; number < Bindings; number++)
            await store.PutAsync(Binding(number), WriteCondition.None, cancellationToken);

        var table = tables.GetTableClient(TableNames.ClientBindings);
        var row = await RowAsync(table, cancellationToken);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = TransactionsAtOnce, CancellationToken = cancellationToken };
        // The callee's own rows are among the first hundred.
        var partitions = Enumerable.Range(0, rows / RowsOfOthers).Select(partition => (Partition: partition, Count: partition == 0 ? RowsOfOthers - Bindings : RowsOfOthers));
        await Parallel.ForEachAsync(
            partitions,
            parallel,
            async (others, stop) => await table.SubmitTransactionAsync(RowsOf(others.Partition, others.Count, row), stop));
        (Rows, FillTime) = (rows, Stopwatch.GetElapsedTime(start));
    }

    /// <summary>Rows of other identities, as long as the callee's. Their keys ascend, which Azurite's indexes take fastest.</summary>
    private static IEnumerable<TableTransactionAction> RowsOf(int partition, int count, TableEntity like) =>
        from number in Enumerable.Range(0, count)
        let keys = new Dictionary<string, object?>(like.Where(column => column.Key is not ("odata.etag" or "Timestamp")))
        {
            ["PartitionKey"] = string.Create(CultureInfo.InvariantCulture, $"{LoadedApp.Account.Sid}|other-{partition:0000000}"),
            ["RowKey"] = string.Create(CultureInfo.InvariantCulture, $"device-{partition:0000000}-{number:000}"),
        }
        select new TableTransactionAction(TableTransactionActionType.Add, new TableEntity(keys));

    private static async Task<TableEntity> RowAsync(TableClient table, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"RowKey eq {Binding(0).BindingId}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            return row;
        throw new CommandFailedException("The bindings that were put are not in the table.");
    }

    private static ClientBinding Binding(int number) => new()
    {
        AccountSid = LoadedApp.Account.Sid,
        Identity = Identity,
        BindingId = $"device-{number}",
        // As long as Firebase's are.
        Address = new FcmAddress(new string('t', 160)),
        DeviceId = Guid.NewGuid().ToString(),
        Labels = new Dictionary<string, string> { ["team"] = "support" },
    };
}
