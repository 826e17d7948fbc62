using Azure.Data.Tables;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.EventStreams;

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
