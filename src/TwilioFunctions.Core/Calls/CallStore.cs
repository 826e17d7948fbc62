using Azure.Data.Tables;
using TwilioFunctions.Core.EventStreams;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Calls;

/// <summary>The record of a call: one partition of table <c>Calls</c>, read at once.</summary>
internal sealed class CallStore(TableServiceClient tables, CallWriter writer)
{
    internal const string EventPrefix = "event|";

    private readonly TableClient table = tables.GetTableClient(TableNames.Calls);

    /// <summary>Keeps an event with its call; keeping it again changes nothing.</summary>
    public Task PutEventAsync(Envelope envelope, CloudEvent @event, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        ArgumentNullException.ThrowIfNull(@event);
        var row = new TableEntity(TableKey.Encode(@event.CallSid!), EventPrefix + TableKey.Encode(@event.Id));
        EventColumns.Write(row, envelope, @event);
        return writer.WriteAsync(@event.CallSid!, rows => CallRows.PutEarliest(row, rows.Find(row.RowKey)), cancellationToken);
    }

    /// <summary>Returns all that is known of a call; null if nothing is.</summary>
    public async Task<CallRecord?> FindAsync(string callSid, CancellationToken cancellationToken)
    {
        var reader = await CallRecordReader.ReadAsync(table, TableKey.Encode(callSid), cancellationToken);
        return reader.IsEmpty ? null : reader.Record(callSid);
    }
}
