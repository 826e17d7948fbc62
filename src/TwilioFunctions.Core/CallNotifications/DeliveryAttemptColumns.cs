using Azure.Data.Tables;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.CallNotifications;

/// <summary>The row and the columns of an attempt.</summary>
internal static class DeliveryAttemptColumns
{
    /// <summary>What the rows of attempts begin with in a call's partition.</summary>
    public const string RowPrefix = "notification|";

    /// <summary>What the rows begin with of one notification, or of one of its bindings.</summary>
    public static string PrefixOf(string messageId, string? bindingId)
    {
        var prefix = $"{RowPrefix}{TableKey.Encode(messageId)}{TableKey.Separator}";
        return bindingId is null ? prefix : $"{prefix}{TableKey.Encode(bindingId)}{TableKey.Separator}";
    }

    public static TableEntity Write(string callSid, DeliveryAttempt attempt) =>
        new(TableKey.Encode(callSid), $"{PrefixOf(attempt.MessageId, attempt.BindingId)}{attempt.Attempt:00}")
        {
            ["MessageId"] = attempt.MessageId,
            ["AccountSid"] = attempt.AccountSid,
            ["From"] = TextColumns.Shorten(attempt.From),
            ["Identity"] = attempt.Identity,
            ["BindingId"] = attempt.BindingId,
            ["Channel"] = attempt.Channel,
            ["Attempt"] = attempt.Attempt,
            ["Outcome"] = attempt.Outcome.Name(),
            ["Reason"] = TextColumns.Shorten(attempt.Reason),
            ["AttemptTime"] = attempt.Time,
            ["DurationMilliseconds"] = (int)attempt.Duration.TotalMilliseconds,
            ["NextAttemptAt"] = attempt.NextAttemptAt,
        };

    public static DeliveryAttempt Read(TableEntity row) => new()
    {
        MessageId = row.GetString("MessageId") ?? "",
        AccountSid = row.GetString("AccountSid"),
        From = row.GetString("From"),
        Identity = row.GetString("Identity") ?? "",
        BindingId = row.GetString("BindingId") ?? "",
        Channel = row.GetString("Channel") ?? "",
        Attempt = row.GetInt32("Attempt") ?? 0,
        // A name that this version does not know is a later version's, and nothing to ring again for.
        Outcome = DeliveryOutcomes.Parse(row.GetString("Outcome")) ?? DeliveryOutcome.Rejected,
        Reason = row.GetString("Reason") ?? "",
        Time = row.GetDateTimeOffset("AttemptTime") ?? default,
        Duration = TimeSpan.FromMilliseconds(row.GetInt32("DurationMilliseconds") ?? 0),
        NextAttemptAt = row.GetDateTimeOffset("NextAttemptAt"),
    };
}
