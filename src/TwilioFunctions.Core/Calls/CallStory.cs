namespace TwilioFunctions.Core.Calls;

/// <summary>
/// The story of a call: a pure function of what is known of it. Two records with the same rows tell the same story, whatever the
/// order in which the rows came, and however often.
/// </summary>
public sealed record CallStory
{
    /// <summary><c>CA…</c></summary>
    public required string CallSid { get; init; }

    /// <summary><c>AC…</c></summary>
    public string? AccountSid { get; init; }

    /// <summary>As <c>CallStatus</c> spells it; null while nothing says it. A state that ends a call is never left.</summary>
    public string? State { get; init; }

    /// <summary><c>inbound</c>, <c>outbound-api</c>, <c>outbound-dial</c> …, as <c>Direction</c> is spelled.</summary>
    public string? Direction { get; init; }

    /// <summary>Who calls.</summary>
    public string? From { get; init; }

    /// <summary>Who is called.</summary>
    public string? To { get; init; }

    /// <summary>The call that this one is a leg of.</summary>
    public string? ParentCallSid { get; init; }

    /// <summary>When it began: the earliest that anything says, else when the first of it arrived.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>When it ended; null while it has not.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>Seconds.</summary>
    public int? Duration { get; init; }

    /// <summary>Who has a part in it.</summary>
    public IReadOnlyList<CallParty> Parties { get; init; } = [];

    /// <summary>Its recordings.</summary>
    public IReadOnlyList<Recording> Recordings { get; init; } = [];

    /// <summary>Everything that happened, in order.</summary>
    public IReadOnlyList<CallStoryEntry> Timeline { get; init; } = [];

    /// <summary>The summary that knows most; null until the first has come.</summary>
    public CallSummary? Summary { get; init; }

    /// <summary>Tells it.</summary>
    public static CallStory Of(CallRecord call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var end = CallState.EndOf(call);
        var callee = call.Notifications.Select(attempt => attempt.Identity).Order(StringComparer.Ordinal).FirstOrDefault();
        var from = First(call, status => status.From, request => request.From) ?? call.Summary?.From;
        var to = First(call, status => status.To, request => request.To) ?? call.Summary?.To ?? (callee is null ? null : $"client:{callee}");
        return new CallStory
        {
            CallSid = call.CallSid,
            AccountSid = First(call, status => status.AccountSid, request => request.AccountSid)
                ?? call.Summary?.AccountSid
                ?? call.Recordings.Select(recording => recording.AccountSid).Concat(call.Interactions.Select(interaction => interaction.AccountSid)).FirstOrDefault(sid => sid is not null),
            State = CallState.Of(call),
            Direction = First(call, status => status.Direction, request => request.Direction) ?? call.Summary?.Direction?.Replace('_', '-'),
            From = from,
            To = to,
            ParentCallSid = First(call, status => status.ParentCallSid, request => request.ParentCallSid),
            StartTime = StartOf(call),
            EndTime = call.Summary?.EndTime ?? end?.Time,
            Duration = call.Summary?.Duration ?? end?.CallDuration,
            Parties = PartiesOf(call, from, to),
            Recordings = Recording.Of(call.Recordings),
            Timeline = CallTimeline.Of(call),
            Summary = call.Summary,
        };
    }

    private static string? First(CallRecord call, Func<StatusCallback, string?> ofStatus, Func<IncomingRequest, string?> ofRequest) =>
        call.Statuses.Select(ofStatus).Concat(call.Requests.Select(ofRequest)).FirstOrDefault(value => value is not null);

    /// <summary>What Twilio says of the time counts before when something arrived here.</summary>
    private static DateTimeOffset? StartOf(CallRecord call) =>
        call.Statuses.Select(status => status.Timestamp)
            .Append(call.Summary?.StartTime ?? call.Summary?.CreatedTime)
            .Concat(call.Interactions.Select(interaction => interaction.DateCreated))
            .Min()
        ?? call.Requests.Select(request => (DateTimeOffset?)request.ReceivedAt)
            .Concat(call.Notifications.Select(attempt => (DateTimeOffset?)attempt.Time))
            .Concat(call.Statuses.Select(status => (DateTimeOffset?)status.ReceivedAt))
            .Concat(call.Recordings.Select(recording => (DateTimeOffset?)recording.Time))
            .Concat(call.Interactions.Select(interaction => (DateTimeOffset?)interaction.ReceivedAt))
            .Concat(call.Events.Select(@event => @event.Time))
            .Append(call.Summary?.EndTime ?? call.Summary?.EventTime)
            .Min();

    private static IReadOnlyList<CallParty> PartiesOf(CallRecord call, string? from, string? to)
    {
        string?[] forwarders = [.. call.Statuses.Select(status => status.ForwardedFrom), .. call.Requests.Select(request => request.ForwardedFrom)];
        string?[] participants = [.. call.Interactions.SelectMany(interaction => new[] { interaction.Inbound.ParticipantSid, interaction.Outbound.ParticipantSid })];
        return
        [
            .. In("caller", [from]),
            .. In("callee", [to]),
            .. In("forwarder", forwarders),
            .. In("client", call.Notifications.Select(attempt => $"client:{attempt.Identity}")),
            .. In("participant", participants),
        ];
    }

    private static IEnumerable<CallParty> In(string role, IEnumerable<string?> addresses) =>
        addresses.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(address => new CallParty(role, address));
}
