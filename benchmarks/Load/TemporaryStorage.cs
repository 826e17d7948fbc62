using System.Diagnostics;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using TwilioFunctions.Azurite;
using TwilioFunctions.Cli;

namespace TwilioFunctions.Benchmarks.Load;

/// <summary>
/// An Azurite that starts empty, with its data in a temporary folder: it gets slower with what it holds, so each measurement has
/// one of its own.
/// </summary>
internal sealed class TemporaryStorage : IAsyncDisposable
{
    private readonly AzuriteServer azurite;
    private readonly DirectoryInfo? data;
    private readonly QueueServiceClient queues;

    private TemporaryStorage(AzuriteServer azurite, DirectoryInfo? data)
    {
        this.azurite = azurite;
        this.data = data;
        queues = new QueueServiceClient(azurite.ConnectionString, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
    }

    public string ConnectionString => azurite.ConnectionString;

    public AzuritePorts Ports => azurite.Ports;

    /// <summary>What Azurite has computed so far. Unlike a clock it does not run faster when others use the machine.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            using var process = Process.GetProcessById(azurite.ProcessId);
            return process.TotalProcessorTime;
        }
    }

    public static async Task<TemporaryStorage> StartAsync(Checkout checkout, CancellationToken cancellationToken)
    {
        var data = Directory.CreateTempSubdirectory("azurite-");
        try
        {
            return new TemporaryStorage(
                await AzuriteServer.StartAsync(checkout.AzuritePackages, data.FullName, AzuritePorts.Free(), cancellationToken), data);
        }
        catch (Exception failure)
        {
            data.Delete(recursive: true);
            if (failure is InvalidOperationException)
                throw new CommandFailedException(failure.Message, failure);
            throw;
        }
    }

    /// <summary>
    /// One that writes nothing to its folder: it would write all that it holds at once, which is more than one text of Node can be
    /// when that is a million rows.
    /// </summary>
    /// <param name="checkout">Where Azurite is installed.</param>
    /// <param name="nodeArguments">What Node is told before Azurite's script.</param>
    /// <param name="cancellationToken">Ends the wait, and Azurite.</param>
    public static async Task<TemporaryStorage> StartInMemoryAsync(
        Checkout checkout, IReadOnlyList<string> nodeArguments, CancellationToken cancellationToken)
    {
        try
        {
            var azurite = await AzuriteServer.StartAsync(
                checkout.AzuritePackages, data: null, AzuritePorts.Free(), nodeArguments, cancellationToken);
            return new TemporaryStorage(azurite, data: null);
        }
        catch (InvalidOperationException failure)
        {
            throw new CommandFailedException(failure.Message, failure);
        }
    }

    /// <summary>The table of this name, made if it is missing.</summary>
    public async Task<TableServiceClient> TablesWithAsync(string name, TableClientOptions options, CancellationToken cancellationToken)
    {
        var tables = new TableServiceClient(ConnectionString, options);
        await tables.CreateTableIfNotExistsAsync(name, cancellationToken);
        return tables;
    }

    /// <summary>The queue of this name, made if it is missing.</summary>
    public async Task<QueueClient> QueueAsync(string name, CancellationToken cancellationToken)
    {
        var queue = queues.GetQueueClient(name);
        await queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        return queue;
    }

    public async ValueTask DisposeAsync()
    {
        await azurite.DisposeAsync();
        data?.Delete(recursive: true);
    }
}
