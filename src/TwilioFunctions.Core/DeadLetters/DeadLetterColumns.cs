using Azure.Data.Tables;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.DeadLetters;

/// <summary>The columns of a dead letter.</summary>
internal static class DeadLetterColumns
{
    private const string Body = "Body";

    public static TableEntity Write(DeadLetter deadLetter)
    {
        var id = DeadLetterId.TryParse(deadLetter.Id) ?? throw new ArgumentException($"'{deadLetter.Id}' names no dead letter.", nameof(deadLetter));
        var row = new TableEntity(id.Queue, id.Row)
        {
            ["Time"] = deadLetter.Time,
            ["Tries"] = deadLetter.Tries,
            ["Error"] = deadLetter.Error,
            ["MessageId"] = TextColumns.Shorten(deadLetter.MessageId),
            ["Type"] = TextColumns.Shorten(deadLetter.Type),
            ["AccountSid"] = TextColumns.Shorten(deadLetter.AccountSid),
            ["CallSid"] = TextColumns.Shorten(deadLetter.CallSid),
            ["ReplayedAt"] = deadLetter.ReplayedAt,
        };
        TextColumns.Write(row, Body, deadLetter.Body);
        return row;
    }

    public static DeadLetter Read(TableEntity row) => new()
    {
        Id = new DeadLetterId(row.PartitionKey, row.RowKey).ToString(),
        Queue = row.PartitionKey,
        Time = row.GetDateTimeOffset("Time") ?? default,
        Tries = row.GetInt32("Tries") ?? 0,
        Error = row.GetString("Error"),
        MessageId = row.GetString("MessageId"),
        Type = row.GetString("Type"),
        AccountSid = row.GetString("AccountSid"),
        CallSid = row.GetString("CallSid"),
        ReplayedAt = row.GetDateTimeOffset("ReplayedAt"),
        Body = TextColumns.Read(row, Body) ?? "",
    };
}
