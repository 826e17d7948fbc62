using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using TwilioFunctions.Core.EventStreams;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Retention;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Calls;

/// <summary>The record of a call: one partition of table <c>Calls</c>, read at once.</summary>
public sealed class CallStore(TableServiceClient tables, RetentionIndex retention)
{
    internal const string EventPrefix = "event|";

    // As in CallIndexer: each lost race means that somebody else made progress.
    private const int MaxRaces = 50;

    private readonly TableClient table = tables.GetTableClient(TableNames.Calls);

    /// <summary>Keeps an event with its call; keeping it again changes nothing.</summary>
    /// <returns>Whether it is new.</returns>
    public Task<bool> PutEventAsync(Envelope envelope, CloudEvent @event, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        ArgumentNullException.ThrowIfNull(@event);
        var row = new TableEntity(TableKey.Encode(@event.CallSid!), EventPrefix + TableKey.Encode(@event.Id));
        EventColumns.Write(row, envelope, @event);
        return PutAsync(row, cancellationToken);
    }

    /// <summary>All that is known of a call; null when nothing is.</summary>
    public async Task<CallRecord?> FindAsync(string callSid, CancellationToken cancellationToken)
    {
        var reader = await CallRecordReader.ReadAsync(table, TableKey.Encode(callSid), cancellationToken);
        return reader.IsEmpty ? null : reader.Record(callSid);
    }

    /// <summary>
    /// Keeps a row that has a key of its own. When it is there, the earlier arrival stays: of a callback that Twilio sends twice,
    /// whichever is processed first, the record is the same. Two requests for a new row, one where its call has a lead of today.
    /// </summary>
    /// <returns>Whether it is new.</returns>
    internal async Task<bool> PutAsync(TableEntity row, CancellationToken cancellationToken)
    {
        await retention.LeadToCallAsync(row.PartitionKey, cancellationToken);
        for (var race = 0; race < MaxRaces; race++)
        {
            try
            {
                await table.AddEntityAsync(row, cancellationToken);
                return true;
            }
            catch (RequestFailedException taken) when (taken.Status == 409)
            {
                if (await TryPutEarlierAsync(row, cancellationToken))
                    return false;
            }
        }
        throw new InvalidOperationException($"The row {row.RowKey} of {row.PartitionKey} was changed by others {MaxRaces} times in a row.");
    }

    /// <summary>False when somebody else wrote the row meanwhile.</summary>
    private async Task<bool> TryPutEarlierAsync(TableEntity row, CancellationToken cancellationToken)
    {
        var kept = await table.GetEntityIfExistsAsync<TableEntity>(row.PartitionKey, row.RowKey, [CallbackColumns.ReceivedAt], cancellationToken);
        if (!kept.HasValue)
            return false;
        if (kept.Value!.GetDateTimeOffset(CallbackColumns.ReceivedAt) <= row.GetDateTimeOffset(CallbackColumns.ReceivedAt))
            return true;
        try
        {
            await table.UpdateEntityAsync(row, kept.Value.ETag, TableUpdateMode.Replace, cancellationToken);
            return true;
        }
        catch (RequestFailedException race) when (race.Status == 412 || race.ErrorCode == TableErrorCode.ResourceNotFound.ToString())
        {
            return false;
        }
    }
}
