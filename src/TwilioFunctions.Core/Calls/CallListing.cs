using Azure.Data.Tables;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Calls;

/// <summary>A call as the list of its day shows it.</summary>
internal sealed record CallListing
{
    /// <summary><c>CA…</c></summary>
    public required string CallSid { get; init; }

    /// <summary><c>AC…</c></summary>
    public string? AccountSid { get; init; }

    /// <summary>As <c>CallStatus</c> spells it; null while nothing says it.</summary>
    public string? State { get; init; }

    /// <summary>As <c>Direction</c> is spelled.</summary>
    public string? Direction { get; init; }

    /// <summary>Who calls.</summary>
    public string? From { get; init; }

    /// <summary>Who is called.</summary>
    public string? To { get; init; }

    /// <summary><c>carrier</c>, <c>sip</c>, <c>trunking</c>, <c>client</c> …, as the summary says; null before there is one.</summary>
    public string? Type { get; init; }

    /// <summary>How final its summary is; null before there is one.</summary>
    public CallSummaryStage? Stage { get; init; }

    /// <summary>When it began; the day of the list is this one's.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>Seconds from start to end.</summary>
    public int? Duration { get; init; }

    /// <summary>Seconds from answer to end.</summary>
    public int? ConnectDuration { get; init; }

    /// <summary>Who hung up.</summary>
    public string? DisconnectedBy { get; init; }

    /// <summary>Its summary's tags, for instance <c>high_jitter</c>.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <param name="callSid"><c>CA…</c></param>
    /// <param name="facts">What is known of the call.</param>
    /// <param name="accountSid">The account, for where no fact names it.</param>
    internal static CallListing Create(string callSid, CallFacts facts, string? accountSid = null)
    {
        var summary = facts.Summary;
        var end = CallState.EndOf(facts);
        return new CallListing
        {
            CallSid = callSid,
            AccountSid = First(facts, fact => fact.AccountSid, summary?.AccountSid) ?? accountSid,
            State = CallState.Of(facts),
            Direction = First(facts, fact => fact.Direction, summary?.Direction?.Replace('_', '-')),
            From = First(facts, fact => fact.From, summary?.From),
            To = First(facts, fact => fact.To, summary?.To),
            Type = summary?.Type,
            Stage = summary?.Stage,
            StartTime = StartOf(facts),
            EndTime = summary?.EndTime ?? end?.Time,
            Duration = summary?.Duration ?? end?.Duration,
            ConnectDuration = summary?.ConnectDuration,
            DisconnectedBy = summary?.DisconnectedBy,
            Tags = summary?.Tags ?? [],
        };
    }

    /// <summary>Voice's own requests say it best, then the summary, then what only knows one side of the call.</summary>
    private static string? First(CallFacts facts, Func<CallFact, string?> value, string? ofSummary) =>
        facts.Statuses.Concat(facts.IncomingRequests).Select(value).FirstOrDefault(text => text is not null)
        ?? ofSummary
        ?? facts.All.Select(value).FirstOrDefault(text => text is not null);

    /// <summary>What Twilio says of the time counts before the time at which something arrived here.</summary>
    private static DateTimeOffset? StartOf(CallFacts facts) =>
        facts.All.Select(fact => fact.TwilioTime).Append(facts.Summary?.StartTime ?? facts.Summary?.CreatedTime).Min()
        ?? facts.All.Select(fact => fact.SeenTime).Append(facts.Summary?.EndTime ?? facts.Summary?.EventTime).Min();
}

/// <summary>The columns of a call in table <c>CallIndex</c>, and in the row of table <c>Calls</c> that the index is made from.</summary>
internal static class CallListingColumns
{
    /// <summary>A tag has a column of its own, which is true: tables cannot search within a text, but they can compare a column.</summary>
    public const string TagPrefix = "Tag_";

    // A row has room for 252 columns.
    private const int MaxTagColumns = 100;

    public static void Write(TableEntity row, CallListing call)
    {
        row["CallSid"] = call.CallSid;
        row["AccountSid"] = call.AccountSid;
        row["State"] = TextColumns.Shorten(call.State);
        row["Direction"] = TextColumns.Shorten(call.Direction);
        row["From"] = TextColumns.Shorten(call.From);
        row["To"] = TextColumns.Shorten(call.To);
        row["Type"] = TextColumns.Shorten(call.Type);
        row["Stage"] = call.Stage?.Name();
        row["StartTime"] = call.StartTime;
        row["EndTime"] = call.EndTime;
        row["Duration"] = call.Duration;
        row["ConnectDuration"] = call.ConnectDuration;
        row["DisconnectedBy"] = TextColumns.Shorten(call.DisconnectedBy);
        row["Tags"] = call.Tags.Count == 0 ? null : TextColumns.Shorten(string.Join(',', call.Tags));
        foreach (var tag in call.Tags.Where(IsTag).Take(MaxTagColumns))
            row[TagPrefix + tag] = true;
    }

    public static CallListing Read(TableEntity row) => new()
    {
        CallSid = row.GetString("CallSid") ?? "",
        AccountSid = row.GetString("AccountSid"),
        State = row.GetString("State"),
        Direction = row.GetString("Direction"),
        From = row.GetString("From"),
        To = row.GetString("To"),
        Type = row.GetString("Type"),
        Stage = CallSummaryStages.OfName(row.GetString("Stage")),
        StartTime = row.GetDateTimeOffset("StartTime"),
        EndTime = row.GetDateTimeOffset("EndTime"),
        Duration = row.GetInt32("Duration"),
        ConnectDuration = row.GetInt32("ConnectDuration"),
        DisconnectedBy = row.GetString("DisconnectedBy"),
        Tags = row.GetString("Tags") is { Length: > 0 } tags ? tags.Split(',') : [],
    };

    /// <summary>Whether a column can bear the tag's name, as those of Voice Insights all can: <c>high_jitter</c>, <c>silence</c>.</summary>
    public static bool IsTag(string tag) => tag.Length is > 0 and <= 64 && tag.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');
}
