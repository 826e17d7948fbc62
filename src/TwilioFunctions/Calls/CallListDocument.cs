using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Calls;

/// <summary>A page of calls, latest first.</summary>
internal sealed record CallListDocument(IReadOnlyList<CallListEntry> Calls, string? ContinuationToken)
{
    public static CallListDocument Of(ResultPage<CallListing> page)
    {
        ArgumentNullException.ThrowIfNull(page);
        return new CallListDocument([.. page.Items.Select(CallListEntry.Of)], page.ContinuationToken);
    }
}

/// <summary>A call in a list; times in UTC, durations in seconds.</summary>
/// <param name="CallSid"><c>CA…</c></param>
/// <param name="Stage">How final its summary is; null before there is one.</param>
internal sealed record CallListEntry(string CallSid, string? Stage)
{
    public string? AccountSid { get; init; }
    public string? State { get; init; }
    public string? Type { get; init; }
    public string? Direction { get; init; }
    public string? From { get; init; }
    public string? To { get; init; }
    public DateTimeOffset? StartTime { get; init; }
    public DateTimeOffset? EndTime { get; init; }
    public int? Duration { get; init; }
    public int? ConnectDuration { get; init; }
    public string? DisconnectedBy { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];

    public static CallListEntry Of(CallListing call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return new CallListEntry(call.CallSid, call.Stage?.Name())
        {
            AccountSid = call.AccountSid,
            State = call.State,
            Type = call.Type,
            Direction = call.Direction,
            From = call.From,
            To = call.To,
            StartTime = call.StartTime,
            EndTime = call.EndTime,
            Duration = call.Duration,
            ConnectDuration = call.ConnectDuration,
            DisconnectedBy = call.DisconnectedBy,
            Tags = call.Tags,
        };
    }
}
