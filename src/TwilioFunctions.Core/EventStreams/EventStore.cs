using Azure.Data.Tables;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.EventStreams;

/// <summary>Keeps the events that belong to no call, by account and day, latest first.</summary>
public sealed class EventStore(TableServiceClient tables)
{
    private readonly TableClient table = tables.GetTableClient(TableNames.Events);

    /// <summary>Keeps an event; keeping it again changes nothing.</summary>
    public async Task PutAsync(Envelope envelope, CloudEvent @event, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        ArgumentNullException.ThrowIfNull(@event);
        var time = @event.Time ?? envelope.ReceivedAt;
        var partition = TableKey.DayOf(envelope.AccountSid ?? "", time);
        var row = new TableEntity(partition, $"{TableKey.Inverted(time)}{TableKey.Separator}{TableKey.Encode(@event.Id)}");
        EventColumns.Write(row, envelope, @event);
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    /// <summary>A page of the events of an account's day (UTC), latest first.</summary>
    /// <returns>Null when the continuation token is none that a page before gave out.</returns>
    public Task<ResultPage<KeptEvent>?> ListAsync(
        string accountSid, DateOnly date, int pageSize, string? continuationToken, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {TableKey.DayOf(accountSid, date)}");
        return table.ReadPageAsync(filter, pageSize, continuationToken, EventColumns.Read, cancellationToken);
    }
}
