namespace TwilioFunctions.Contracts;

/// <summary>A page of calls, latest first.</summary>
/// <param name="Calls">The calls.</param>
/// <param name="ContinuationToken">Gives the next page; null after the last. A page may be empty without being the last.</param>
public sealed record CallListResponse(IReadOnlyList<CallListEntry> Calls, string? ContinuationToken);

/// <summary>A call in a list. Times are in UTC, durations in seconds.</summary>
/// <param name="CallSid"><c>CA…</c></param>
/// <param name="Stage">The stage of its summary; null before there is a summary.</param>
/// <param name="AccountSid">The account, <c>AC…</c>.</param>
/// <param name="State">The state, spelled as in <c>CallStatus</c>; null if it is unknown.</param>
/// <param name="Type">The type that Voice Insights names, for instance <c>carrier</c>.</param>
/// <param name="Direction">For instance <c>inbound</c> or <c>outbound-api</c>.</param>
/// <param name="From">The caller.</param>
/// <param name="To">The callee.</param>
/// <param name="StartTime">When it began.</param>
/// <param name="EndTime">When it ended.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="ConnectDuration">How long it was connected.</param>
/// <param name="DisconnectedBy">The side that ended it.</param>
/// <param name="Tags">The tags of Voice Insights.</param>
public sealed record CallListEntry(
    string CallSid,
    string? Stage,
    string? AccountSid,
    string? State,
    string? Type,
    string? Direction,
    string? From,
    string? To,
    DateTimeOffset? StartTime,
    DateTimeOffset? EndTime,
    int? Duration,
    int? ConnectDuration,
    string? DisconnectedBy,
    IReadOnlyList<string> Tags);
