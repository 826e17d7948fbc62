using Azure.Data.Tables;
using TwilioFunctions.Core.EventStreams;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Calls;

/// <summary>
/// The facts that the list of a day shows of a call. They come from the columns of the call's rows or from its record, and
/// <see cref="CallListing"/> is derived from them alone, so that the list and the story agree.
/// </summary>
internal sealed class CallFacts
{
    private readonly List<CallFact> facts = [];

    /// <summary>The columns that <see cref="Add(TableEntity)"/> reads, for <c>$select</c>. They hold no payload.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "AccountSid", "CallStatus", "SequenceNumber", "StatusTime", "From", "To", "Direction", "CallDuration", CallbackColumns.ReceivedAt,
        IncomingRequestColumns.HasFacts,
        "RecordingStatus", "RecordingStartTime", "RecordingDuration",
        "AttemptTime", "Identity",
        "InboundParticipantSid", "OutboundParticipantSid", "DateCreated",
        "EventTime", "EventId",
        "Stage", "State", "Type", "StartTime", "EndTime", "Duration", "ConnectDuration", "DisconnectedBy", "Tags", "CreatedTime", "ProcessingVersion",
    ];

    /// <summary>The summary that the call has; its payload and its quality are not read.</summary>
    public CallSummary? Summary { get; private set; }

    /// <summary>Whether there are no facts.</summary>
    public bool IsEmpty => facts.Count == 0 && Summary is null;

    public IEnumerable<CallFact> Statuses => Of(CallFactKind.Status);

    public IEnumerable<CallFact> IncomingRequests => Of(CallFactKind.IncomingRequest);

    /// <summary>Statuses, then incoming requests, then the rest by kind; each kind by time.</summary>
    public IEnumerable<CallFact> All => Enum.GetValues<CallFactKind>().SelectMany(Of);

    public static CallFacts Create(CallRecord call)
    {
        var facts = new CallFacts { Summary = call.Summary };
        facts.facts.AddRange(call.Statuses.Select(CallFact.Create));
        facts.facts.AddRange(call.Requests.Select(CallFact.Create));
        facts.facts.AddRange(call.Notifications.Select(CallFact.Create));
        facts.facts.AddRange(call.Interactions.Select(CallFact.Create));
        facts.facts.AddRange(call.Recordings.Select(CallFact.Create));
        facts.facts.AddRange(call.Events.Select(CallFact.Create));
        return facts;
    }

    /// <summary>Adds the facts of a row. A row of a kind that this version doesn't know adds none.</summary>
    public void Add(TableEntity row)
    {
        if (row.RowKey == CallSummaryStore.RowKey)
            Summary = CallSummaryColumns.Read(row);
        else if (CallFact.Create(row) is { } fact)
            facts.Add(fact);
    }

    // The order must depend on the values alone: rows come in any order, and the record has them in another.
    private IEnumerable<CallFact> Of(CallFactKind kind) => facts
        .Where(fact => fact.Kind == kind)
        .OrderBy(fact => fact.Time)
        .ThenBy(fact => fact.SequenceNumber ?? int.MaxValue)
        .ThenBy(fact => CallStatuses.RankOf(fact.Status))
        .ThenBy(fact => fact.ToString(), StringComparer.Ordinal);
}

/// <summary>The kinds of rows, in the order in which they decide what a call is.</summary>
internal enum CallFactKind
{
    Status,
    IncomingRequest,
    Notification,
    ProxyInteraction,
    Recording,
    Event,
}

/// <summary>What one row says of its call.</summary>
internal sealed record CallFact(CallFactKind Kind)
{
    public string? Status { get; init; }
    public int? SequenceNumber { get; init; }

    /// <summary>When it happened, as Twilio says.</summary>
    public DateTimeOffset? TwilioTime { get; init; }

    /// <summary>When it was seen here; for the start of a call it counts only where Twilio names no time.</summary>
    public DateTimeOffset? SeenTime { get; init; }

    public string? AccountSid { get; init; }
    public string? From { get; init; }
    public string? To { get; init; }
    public string? Direction { get; init; }

    /// <summary>Seconds.</summary>
    public int? Duration { get; init; }

    public DateTimeOffset? Time => TwilioTime ?? SeenTime;

    /// <summary>Null for a row that says nothing that a list shows.</summary>
    public static CallFact? Create(TableEntity row)
    {
        var fact = KindOf(row.RowKey) switch
        {
            CallFactKind.Status => new CallFact(CallFactKind.Status)
            {
                Status = row.GetString("CallStatus"),
                SequenceNumber = row.GetInt32("SequenceNumber"),
                TwilioTime = row.GetDateTimeOffset("StatusTime"),
                SeenTime = row.GetDateTimeOffset(CallbackColumns.ReceivedAt),
                From = row.GetString("From"),
                To = row.GetString("To"),
                Direction = row.GetString("Direction"),
                Duration = row.GetInt32("CallDuration"),
            },
            CallFactKind.IncomingRequest => new CallFact(CallFactKind.IncomingRequest)
            {
                Status = row.GetString("CallStatus"),
                SeenTime = row.GetDateTimeOffset(CallbackColumns.ReceivedAt),
                From = row.GetString("From"),
                To = row.GetString("To"),
                Direction = row.GetString("Direction"),
            },
            CallFactKind.Notification => Create(DeliveryAttemptColumns.Read(row)),
            CallFactKind.ProxyInteraction => new CallFact(CallFactKind.ProxyInteraction)
            {
                TwilioTime = row.GetDateTimeOffset("DateCreated"),
                SeenTime = row.GetDateTimeOffset(CallbackColumns.ReceivedAt),
                From = row.GetString("InboundParticipantSid"),
                To = row.GetString("OutboundParticipantSid"),
            },
            CallFactKind.Recording => new CallFact(CallFactKind.Recording)
            {
                SeenTime = RecordingCallback.TimeOf(
                    row.GetString("RecordingStatus"), row.GetDateTimeOffset("RecordingStartTime"), row.GetInt32("RecordingDuration"), CallbackColumns.ReceivedAtOf(row)),
            },
            CallFactKind.Event => new CallFact(CallFactKind.Event)
            {
                SeenTime = row.GetDateTimeOffset("EventTime") ?? row.GetDateTimeOffset(CallbackColumns.ReceivedAt),
            },
            _ => null,
        };
        return fact is null ? null : fact with { AccountSid = row.GetString("AccountSid") };
    }

    public static CallFact Create(StatusCallback status) => new(CallFactKind.Status)
    {
        Status = TextColumns.Shorten(status.Status),
        SequenceNumber = status.SequenceNumber,
        TwilioTime = status.Timestamp,
        SeenTime = status.ReceivedAt,
        AccountSid = status.AccountSid,
        From = TextColumns.Shorten(status.From),
        To = TextColumns.Shorten(status.To),
        Direction = TextColumns.Shorten(status.Direction),
        Duration = status.CallDuration,
    };

    public static CallFact Create(IncomingRequest request) => new(CallFactKind.IncomingRequest)
    {
        Status = TextColumns.Shorten(request.Status),
        SeenTime = request.ReceivedAt,
        AccountSid = request.AccountSid,
        From = TextColumns.Shorten(request.From),
        To = TextColumns.Shorten(request.To),
        Direction = TextColumns.Shorten(request.Direction),
    };

    public static CallFact Create(DeliveryAttempt attempt) => new(CallFactKind.Notification)
    {
        SeenTime = attempt.Time,
        AccountSid = attempt.AccountSid,
        From = TextColumns.Shorten(attempt.From),
        To = TextColumns.Shorten($"client:{attempt.Identity}"),
    };

    public static CallFact Create(ProxyInteraction interaction) => new(CallFactKind.ProxyInteraction)
    {
        TwilioTime = interaction.DateCreated,
        SeenTime = interaction.ReceivedAt,
        AccountSid = interaction.AccountSid,
        From = TextColumns.Shorten(interaction.Inbound.ParticipantSid),
        To = TextColumns.Shorten(interaction.Outbound.ParticipantSid),
    };

    public static CallFact Create(RecordingCallback recording) => new(CallFactKind.Recording) { SeenTime = recording.Time, AccountSid = recording.AccountSid };

    public static CallFact Create(KeptEvent @event) => new(CallFactKind.Event) { SeenTime = @event.Time, AccountSid = @event.AccountSid };

    private static CallFactKind? KindOf(string rowKey) => rowKey[..(rowKey.IndexOf(TableKey.Separator, StringComparison.Ordinal) + 1)] switch
    {
        StatusCallbackColumns.RowPrefix => CallFactKind.Status,
        IncomingRequestColumns.RowPrefix => CallFactKind.IncomingRequest,
        DeliveryAttemptColumns.RowPrefix => CallFactKind.Notification,
        ProxyInteractionColumns.RowPrefix => CallFactKind.ProxyInteraction,
        RecordingCallbackColumns.RowPrefix => CallFactKind.Recording,
        CallStore.EventPrefix => CallFactKind.Event,
        _ => null,
    };
}
