using System.Diagnostics;
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
    private readonly DirectoryInfo data;
    private readonly QueueServiceClient queues;

    private TemporaryStorage(AzuriteServer azurite, DirectoryInfo data)
    {
        this.azurite = azurite;
        this.data = data;
        queues = new QueueServiceClient(azurite.ConnectionString, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
    }

    public string ConnectionString => azurite.ConnectionString;

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
        data.Delete(recursive: true);
    }
}
