using Azure;
using Azure.Data.Tables;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.EventStreams;

/// <summary>Keeps the events that belong to no call, by account and day, latest first.</summary>
internal sealed class EventStore(TableServiceClient tables)
{
    private readonly TableClient table = tables.GetTableClient(TableNames.Events);

    // Sorts behind the partitions of accounts, and is no day.
    private const string UndatedPrefix = "undated|";

    /// <summary>Keeps an event; keeping it again changes nothing. An event without a time is listed on the day on which it first arrived.</summary>
    /// <exception cref="RequestFailedException">Storage failed.</exception>
    public async Task PutAsync(Envelope envelope, CloudEvent @event, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        ArgumentNullException.ThrowIfNull(@event);
        if (@event.Time is null)
            envelope = envelope with { ReceivedAt = await FirstArrivalAsync(envelope, @event, cancellationToken) };
        var time = @event.Time ?? envelope.ReceivedAt;
        var partition = TableKey.DayOf(envelope.AccountSid ?? "", time);
        var row = new TableEntity(partition, $"{TableKey.Inverted(time)}{TableKey.Separator}{TableKey.Encode(@event.Id)}");
        EventColumns.Write(row, envelope, @event);
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    /// <summary>The filter of the rows that remember when an event without a time first arrived, for those that arrived before a time.</summary>
    internal static string FirstArrivalsBefore(DateTimeOffset time) =>
        TableClient.CreateQueryFilter($"PartitionKey ge {UndatedPrefix} and PartitionKey lt {UndatedPrefix[..^1] + (char)(TableKey.Separator + 1)} and ReceivedAt lt {time}");

    /// <summary>Remembers when the event first arrived: Twilio sends the same event again, and it must find its row.</summary>
    private async Task<DateTimeOffset> FirstArrivalAsync(Envelope envelope, CloudEvent @event, CancellationToken cancellationToken)
    {
        var row = new TableEntity(UndatedPrefix + TableKey.Encode(envelope.AccountSid ?? ""), TableKey.Encode(@event.Id)) { ["ReceivedAt"] = envelope.ReceivedAt };
        try
        {
            await table.AddEntityAsync(row, cancellationToken);
            return envelope.ReceivedAt;
        }
        catch (RequestFailedException known) when (known.Status == 409)
        {
            var first = await table.GetEntityIfExistsAsync<TableEntity>(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
            return first.HasValue ? first.Value!.GetDateTimeOffset("ReceivedAt") ?? envelope.ReceivedAt : envelope.ReceivedAt;
        }
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

/// <summary>An event that was kept whole.</summary>
/// <param name="Id">The event's id.</param>
/// <param name="Type">The event's type.</param>
/// <param name="Time">When it happened; when it arrived, where it does not say.</param>
/// <param name="Json">The event as Twilio sent it.</param>
internal sealed record KeptEvent(string Id, string Type, DateTimeOffset? Time, string Json)
{
    /// <summary>The account that it belongs to.</summary>
    public string? AccountSid { get; init; }
}

/// <summary>The columns of an event that is kept whole.</summary>
internal static class EventColumns
{
    private const string Json = "Json";

    public static void Write(TableEntity row, Envelope envelope, CloudEvent @event)
    {
        row["EventId"] = @event.Id;
        row["Type"] = @event.Type;
        row["AccountSid"] = envelope.AccountSid;
        row["EventTime"] = @event.Time;
        row["ReceivedAt"] = envelope.ReceivedAt;
        TextColumns.Write(row, Json, @event.Json);
    }

    public static KeptEvent Read(TableEntity row) => new(
        row.GetString("EventId") ?? "",
        row.GetString("Type") ?? "",
        row.GetDateTimeOffset("EventTime") ?? row.GetDateTimeOffset("ReceivedAt"),
        TextColumns.Read(row, Json) ?? "{}")
    {
        AccountSid = row.GetString("AccountSid"),
    };
}
