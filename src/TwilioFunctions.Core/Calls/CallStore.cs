using Azure.Data.Tables;
using TwilioFunctions.Core.CallNotifications;
using TwilioFunctions.Core.EventStreams;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Calls;

/// <summary>The record of a call: one partition of table <c>Calls</c>, read at once.</summary>
public sealed class CallStore(TableServiceClient tables)
{
    private const string EventPrefix = "event|";

    private readonly TableClient table = tables.GetTableClient(TableNames.Calls);

    /// <summary>Keeps an event with its call; keeping it again changes nothing.</summary>
    public async Task PutEventAsync(Envelope envelope, CloudEvent @event, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        ArgumentNullException.ThrowIfNull(@event);
        var row = new TableEntity(TableKey.Encode(@event.CallSid!), EventPrefix + TableKey.Encode(@event.Id));
        EventColumns.Write(row, envelope, @event);
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    /// <summary>All that is known of a call; null when nothing is.</summary>
    public async Task<CallRecord?> FindAsync(string callSid, CancellationToken cancellationToken)
    {
        CallSummary? summary = null;
        var events = new List<KeptEvent>();
        var notifications = new List<DeliveryAttempt>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {TableKey.Encode(callSid)}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            if (row.RowKey == CallSummaryStore.RowKey)
                summary = CallSummaryColumns.Read(row);
            else if (row.RowKey.StartsWith(EventPrefix, StringComparison.Ordinal))
                events.Add(EventColumns.Read(row));
            else if (row.RowKey.StartsWith(DeliveryAttemptColumns.RowPrefix, StringComparison.Ordinal))
                notifications.Add(DeliveryAttemptColumns.Read(row));
        }
        if (summary is null && events.Count == 0 && notifications.Count == 0)
            return null;
        return new CallRecord(
            callSid,
            summary,
            [.. events.OrderBy(@event => @event.Time)],
            [.. notifications.OrderBy(attempt => attempt.Time).ThenBy(attempt => attempt.Attempt)]);
    }
}
