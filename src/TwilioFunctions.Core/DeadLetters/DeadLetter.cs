using Azure.Data.Tables;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.DeadLetters;

/// <summary>A message that failed for good.</summary>
internal sealed record DeadLetter
{
    /// <summary>Names it in the API: the queue, a dot, the row.</summary>
    public required string Id { get; init; }

    /// <summary>The queue that it failed on, and that a replay goes to.</summary>
    public required string Queue { get; init; }

    /// <summary>When it was given up, in UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>How often it was tried.</summary>
    public int Tries { get; init; }

    /// <summary>What the last try threw, type and message; null where the try left nothing behind, for instance because the process died.</summary>
    public string? Error { get; init; }

    /// <summary>The id of the event or request, where the message is one of ours.</summary>
    public string? MessageId { get; init; }

    /// <summary>Its type.</summary>
    public string? Type { get; init; }

    /// <summary>Its account.</summary>
    public string? AccountSid { get; init; }

    /// <summary>Its call.</summary>
    public string? CallSid { get; init; }

    /// <summary>When it was last put back on its queue; null if never.</summary>
    public DateTimeOffset? ReplayedAt { get; init; }

    /// <summary>The message's body, character for character.</summary>
    public required string Body { get; init; }
}

/// <summary>
/// Where a dead letter stands: its queue, and within it its inverted time, the message's id and the beginning of the body's hash. The
/// host tells the time in whole seconds, and a message that is not ours has no id.
/// </summary>
/// <param name="Queue">The queue's name, which holds no dot.</param>
/// <param name="Row">The RowKey.</param>
internal readonly record struct DeadLetterId(string Queue, string Row)
{
    public static DeadLetterId Of(string queue, DateTimeOffset time, string? messageId, string body) =>
        new(queue, $"{TableKey.Inverted(time)}-{KeyPartOf(messageId)}-{MessageHash.Of(body)[..8]}");

    /// <summary>Null for a text that names no dead letter of any queue.</summary>
    public static DeadLetterId? TryParse(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && dot + 1 < text.Length && TableKey.IsLegal(text[(dot + 1)..]) ? new DeadLetterId(text[..dot], text[(dot + 1)..]) : null;
    }

    // A poison queue takes what anybody wrote to it, and whatever it is must get onto the list.
    private static string KeyPartOf(string? messageId) => messageId is not null && TableKey.Fits(messageId) ? TableKey.Encode(messageId) : "unreadable";

    public override string ToString() => $"{Queue}.{Row}";
}

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
