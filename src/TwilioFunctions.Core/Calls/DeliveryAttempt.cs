using Azure.Data.Tables;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Calls;

/// <summary>One attempt to bring a notification to one binding, as the call's record keeps it. It holds no address and no token.</summary>
internal sealed record DeliveryAttempt
{
    /// <summary>The notification's id, <c>WB…</c>.</summary>
    public required string MessageId { get; init; }

    /// <summary>The callee.</summary>
    public required string Identity { get; init; }

    /// <summary>The account of the notification; null in rows of earlier versions.</summary>
    public string? AccountSid { get; init; }

    /// <summary>The caller, as the notification names it.</summary>
    public string? From { get; init; }

    /// <summary>The binding.</summary>
    public required string BindingId { get; init; }

    /// <summary>One of <see cref="ChannelNames"/>.</summary>
    public required string Channel { get; init; }

    /// <summary>From 1 on.</summary>
    public required int Attempt { get; init; }

    /// <summary>What followed from it.</summary>
    public required DeliveryOutcome Outcome { get; init; }

    /// <summary>The service's own word for it, or ours.</summary>
    public required string Reason { get; init; }

    /// <summary>When it began, in UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>When the next one is due; null when none is on its way.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>Whether nothing more will come of this binding for this notification.</summary>
    public bool IsFinal => Outcome != DeliveryOutcome.Retry;
}

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
