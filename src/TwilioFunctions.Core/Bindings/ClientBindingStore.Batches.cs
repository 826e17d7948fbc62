using System.Runtime.ExceptionServices;
using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Bindings;

internal sealed partial class ClientBindingStore
{
    /// <summary>Deletes all the bindings of an identity and says how many there were.</summary>
    public async Task<int> DeleteAllAsync(string accountSid, string identity, CancellationToken cancellationToken)
    {
        var partition = BindingKey.PartitionOf(accountSid, identity);
        // By name: a transaction whose response was lost is sent again, and finds its rows gone.
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var race = 0; ;)
        {
            var rows = new List<TableEntity>();
            await foreach (var row in RowsOf(partition, Keys, cancellationToken))
            {
                rows.Add(row);
                seen.Add(row.RowKey);
                if (rows.Count == PartitionBatch.MaxActions)
                    break;
            }
            if (rows.Count == 0)
                return seen.Count;
            try
            {
                await table.SubmitTransactionAsync(
                    rows.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All)), cancellationToken);
            }
            catch (RequestFailedException other) when (other.Status == 404 && race++ < MaxRaces)
            {
                // One of them is gone, and the transaction has deleted none; or its own first try has deleted all.
            }
        }
    }

    /// <summary>
    /// Carries out up to <see cref="MaxOperations"/> operations over any identities. Those of one identity are carried out in order;
    /// what goes wrong with one touches no other.
    /// </summary>
    /// <returns>
    /// What became of each, in the order of <paramref name="operations"/>. When storage fails on the way, those whose fate is not known
    /// are <see cref="BatchStatus.Unavailable"/>.
    /// </returns>
    /// <exception cref="RequestFailedException">Storage failed before anything was known to be done; likewise the others of <see cref="StorageFault"/>.</exception>
    public async Task<IReadOnlyList<BatchResult>> WriteAsync(
        string accountSid, IReadOnlyList<BatchOperation> operations, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(operations);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(operations.Count, MaxOperations, nameof(operations));
        var batches = operations
            .Select((operation, index) => new BatchItem(index, operation))
            .GroupBy(item => item.Operation.Identity is { } identity && item.Operation.Problems.Count == 0 ? BindingKey.PartitionOf(accountSid, identity) : null)
            .Where(group => group.Key is not null)
            .Select(group => new PartitionBatch(table, accountSid, group.Key!, [.. group], options.Value.MaxPerIdentity, time))
            .ToList();

        Exception? fault = null;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = ConcurrentPartitions, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(batches, parallel, async (batch, token) =>
        {
            // Once storage has failed, the tries of every other identity would keep the caller waiting.
            if (Volatile.Read(ref fault) is not null)
                return;
            try
            {
                await batch.RunAsync(token);
            }
            catch (Exception failure) when (StorageFault.Is(failure))
            {
                Volatile.Write(ref fault, failure);
                LogStorageFailed(failure.Message);
            }
        });

        var done = batches.SelectMany(batch => batch.Results).ToDictionary(result => result.Key, result => result.Value);
        if (fault is not null && done.Count == 0)
            ExceptionDispatchInfo.Throw(fault);
        BatchResult[] results = [.. operations.Select((operation, index) => done.GetValueOrDefault(index) ?? NotDone(operation))];
        var (written, unavailable) = (results.Count(IsWritten), results.Count(result => result.Status == BatchStatus.Unavailable));
        LogWritten(operations.Count, written, unavailable, batches.Count);
        return results;
    }

    private static bool IsWritten(BatchResult result) => result.Status is BatchStatus.Created or BatchStatus.Replaced or BatchStatus.Deleted;

    internal static BatchResult NotDone(BatchOperation operation) => operation.Problems.Count > 0
        ? new BatchResult(BatchStatus.Invalid, operation.Identity, operation.BindingId) { Problems = operation.Problems }
        : new BatchResult(BatchStatus.Unavailable, operation.Identity, operation.BindingId)
        {
            Problems = [new BindingProblem("", "Storage failed: it is not known whether this was done. Send it again.")],
        };

    [LoggerMessage(EventId = 5001, Level = LogLevel.Information, Message = "Bindings: batch of {Count}, {Written} written, {Unavailable} not known, {Identities} identities")]
    private partial void LogWritten(int count, int written, int unavailable, int identities);

    [LoggerMessage(EventId = 5002, Level = LogLevel.Error, Message = "Bindings: storage failed during a batch. {Reason}")]
    private partial void LogStorageFailed(string reason);
}
