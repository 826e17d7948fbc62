using Azure.Data.Tables;
using TwilioFunctions.Core.DeadLetters;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Retention;

/// <summary>Removes dead letters, the end of each queue's list, and errors whose message has come to no end.</summary>
internal sealed class DeadLetterSweep(TableServiceClient tables)
{
    private readonly TableClient table = tables.GetTableClient(TableNames.DeadLetters);

    public async Task SweepAsync(DateTimeOffset cutoff, SweepCounts counts, CancellationToken cancellationToken)
    {
        foreach (var queue in QueueNames.All)
        {
            var older = TableClient.CreateQueryFilter($"PartitionKey eq {queue} and RowKey gt {TableKey.Inverted(cutoff)}");
            counts.AddDeadLetters(await SweepAsync(older, cancellationToken));
            // Their keys tell no time, so the partition is searched. It is small: an error goes when its message succeeds or is given up,
            // and stays only where the message was deleted from its queue or grew too old on it.
            var stale = TableClient.CreateQueryFilter($"PartitionKey eq {FailureStore.PartitionOf(queue)} and FailedAt lt {cutoff}");
            counts.AddFailures(await SweepAsync(stale, cancellationToken));
        }
    }

    private async Task<int> SweepAsync(string filter, CancellationToken cancellationToken)
    {
        var removed = 0;
        await foreach (var page in table.PagesAsync(filter, cancellationToken))
        {
            await table.RemoveAsync(page, cancellationToken);
            removed += page.Count;
        }
        return removed;
    }
}
