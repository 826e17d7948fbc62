using Azure;
using Azure.Data.Tables;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Retention;

/// <summary>Removes parked payloads by their latest lead. One that is renewed meanwhile stays.</summary>
internal sealed class ParkedPayloadSweep(TableServiceClient tables)
{
    private readonly TableClient payloads = tables.GetTableClient(TableNames.ParkedPayloads);
    private readonly TableClient leads = tables.GetTableClient(TableNames.RetentionIndex);

    public async Task SweepAsync(DateOnly cutoff, SweepCounts counts, CancellationToken cancellationToken)
    {
        var (from, to) = (TableKey.DayOf(RetentionIndex.ParkedPayloads, DateOnly.MinValue), TableKey.DayOf(RetentionIndex.ParkedPayloads, cutoff));
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {from} and PartitionKey lt {to}");
        await foreach (var page in leads.PagesAsync(filter, cancellationToken))
        {
            foreach (var lead in page)
                await RemoveLedToAsync(lead, counts, cancellationToken);
            await leads.RemoveAsync(page, cancellationToken);
        }
    }

    private async Task RemoveLedToAsync(TableEntity lead, SweepCounts counts, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {lead.RowKey}");
        await foreach (var chunks in payloads.PagesAsync(filter, cancellationToken, ParkedPayloadStore.LeadColumn))
        {
            var hasLaterLead = chunks.Any(chunk => string.CompareOrdinal(chunk.GetString(ParkedPayloadStore.LeadColumn), lead.PartitionKey) > 0);
            if (!hasLaterLead && await TryRemoveAsync(chunks, cancellationToken))
                counts.AddParkedPayload();
        }
    }

    /// <summary>All the chunks or none: false when somebody has renewed or removed the payload since it was read.</summary>
    private async Task<bool> TryRemoveAsync(IEnumerable<TableEntity> chunks, CancellationToken cancellationToken)
    {
        try
        {
            await payloads.SubmitTransactionAsync(chunks.Select(chunk => new TableTransactionAction(TableTransactionActionType.Delete, chunk, chunk.ETag)), cancellationToken);
            return true;
        }
        catch (RequestFailedException ex) when (StorageFault.IsLostRace(ex))
        {
            return false;
        }
    }
}
