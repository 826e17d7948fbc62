using Azure.Data.Tables;
using Azure.Storage.Queues;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TwilioFunctions.Core.Storage;

/// <summary>
/// Makes the tables and queues that are missing, beside the start and not before it: in Azure the template has made them, and
/// a cold start must not wait for them.
/// </summary>
internal sealed partial class StorageInitializer(
    TableServiceClient tables, QueueServiceClient queues, TimeProvider time, ILogger<StorageInitializer> logger) : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var pause = TimeSpan.FromSeconds(1); !stoppingToken.IsCancellationRequested; pause = TimeSpan.FromTicks(Math.Min(2 * pause.Ticks, LongestPause.Ticks)))
        {
            try
            {
                await CreateMissingAsync(stoppingToken);
                return;
            }
            catch (Exception failure) when (StorageFault.Is(failure))
            {
                LogStorageNotReady(failure.Message);
                await Task.Delay(pause, time, stoppingToken);
            }
        }
    }

    private Task CreateMissingAsync(CancellationToken cancellationToken)
    {
        var creations = TableNames.All.Select(table => (Task)tables.CreateTableIfNotExistsAsync(table, cancellationToken))
            .Concat(QueueNames.AllWithPoison.Select(queue => (Task)queues.GetQueueClient(queue).CreateIfNotExistsAsync(cancellationToken: cancellationToken)));
        return Task.WhenAll(creations);
    }

    [LoggerMessage(EventId = 1001, Level = LogLevel.Warning, Message = "Tables and queues are not there yet and storage cannot be reached; trying again. {Reason}")]
    private partial void LogStorageNotReady(string reason);
}
