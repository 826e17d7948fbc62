namespace TwilioFunctions.Core.Calls;

/// <summary>
/// The story of a call: a pure function of what is known of it. Two records with the same rows tell the same story, whatever the
/// order in which the rows came, and however often.
/// </summary>
internal sealed record CallStory
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
        var listing = CallListing.Create(call.CallSid, CallFacts.Create(call), call.ListedAccountSid);
        return new CallStory
        {
            CallSid = call.CallSid,
            AccountSid = listing.AccountSid,
            State = listing.State,
            Direction = listing.Direction,
            From = listing.From,
            To = listing.To,
            ParentCallSid = call.Statuses.Select(status => status.ParentCallSid)
                .Concat(call.Requests.Select(request => request.ParentCallSid))
                .FirstOrDefault(sid => sid is not null) ?? call.Summary?.ParentCallSid,
            StartTime = listing.StartTime,
            EndTime = listing.EndTime,
            Duration = listing.Duration,
            Parties = PartiesOf(call, listing),
            Recordings = Recording.Of(call.Recordings),
            Timeline = CallTimeline.Of(call),
            Summary = call.Summary,
        };
    }

    private static IReadOnlyList<CallParty> PartiesOf(CallRecord call, CallListing listing)
    {
        string?[] forwarders = [.. call.Statuses.Select(status => status.ForwardedFrom), .. call.Requests.Select(request => request.ForwardedFrom)];
        string?[] participants = [.. call.Interactions.SelectMany(interaction => new[] { interaction.Inbound.ParticipantSid, interaction.Outbound.ParticipantSid })];
        return
        [
            .. In("caller", [listing.From]),
            .. In("callee", [listing.To]),
            .. In("forwarder", forwarders),
            .. In("client", call.Notifications.Select(attempt => $"client:{attempt.Identity}")),
            .. In("participant", participants),
        ];
    }

    private static IEnumerable<CallParty> In(string role, IEnumerable<string?> addresses) =>
        addresses.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(address => new CallParty(role, address));
}

/// <summary>Something that happened with a call.</summary>
/// <param name="Time">When, as well as is known; null where nothing says it.</param>
/// <param name="Kind">One of <see cref="CallStoryKinds"/>.</param>
/// <param name="Text">What, in words, for people.</param>
/// <param name="Id">What it is found by in the record: a recording's or interaction's SID, a message's or event's id; a status's <c>SequenceNumber</c>.</param>
internal sealed record CallStoryEntry(DateTimeOffset? Time, string Kind, string Text, string? Id);

/// <summary>The kinds of what happens with a call.</summary>
internal static class CallStoryKinds
{
    /// <summary>Twilio asked what to do with it, and was answered.</summary>
    public const string Incoming = "incoming";

    /// <summary>A device of the callee was notified, or not.</summary>
    public const string Notification = "notification";

    /// <summary>It took another state.</summary>
    public const string Status = "status";

    /// <summary>A Proxy interaction began, changed or was blocked.</summary>
    public const string Proxy = "proxy";

    /// <summary>A recording began or ended.</summary>
    public const string Recording = "recording";

    /// <summary>Another event of Event Streams.</summary>
    public const string Event = "event";

    /// <summary>Voice Insights summed it up.</summary>
    public const string Summary = "summary";

    /// <summary>All of them; what happened in the same moment is told in this order.</summary>
    public static IReadOnlyList<string> All { get; } = [Incoming, Notification, Status, Proxy, Recording, Event, Summary];
}
