using Azure.Data.Tables;
using TwilioFunctions.Core.EventStreams;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Retention;

/// <summary>Removes the events that belong to no call, day by day.</summary>
internal sealed class EventSweep(TableServiceClient tables)
{
    private readonly TableClient events = tables.GetTableClient(TableNames.Events);

    public async Task SweepAsync(DateOnly cutoff, SweepCounts counts, CancellationToken cancellationToken)
    {
        await foreach (var (partition, _) in events.ExpiredDaysAsync(cutoff, cancellationToken))
        {
            await foreach (var page in events.PagesAsync(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken))
            {
                await events.RemoveAsync(page, cancellationToken);
                counts.AddEvents(page.Count);
            }
        }

        var start = new DateTimeOffset(cutoff, TimeOnly.MinValue, TimeSpan.Zero);
        await foreach (var page in events.PagesAsync(EventStore.FirstArrivalsBefore(start), cancellationToken))
            await events.RemoveAsync(page, cancellationToken);
    }
}
