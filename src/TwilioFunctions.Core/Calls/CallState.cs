namespace TwilioFunctions.Core.Calls;

/// <summary>
/// The state of a call, out of all that is known of it and in whatever order it came: a state that ends a call is never left, and
/// before it the highest <c>SequenceNumber</c> counts.
/// </summary>
internal static class CallState
{
    /// <summary>Null when nothing says it.</summary>
    public static string? Of(CallFacts call)
    {
        if (EndOf(call) is { } end)
            return end.Status;

        var summarized = CallStatuses.OfSummary(call.Summary?.State);
        if (CallStatuses.IsFinal(summarized))
            return summarized;

        // A callback may have a number and no state: a conference counts its participant's events, too.
        var numbered = LastOf(call.Statuses.Where(status => status is { SequenceNumber: not null, Status: not null }))?.Status;
        // A state without a number stands where a call that took its usual way would have it.
        return call.Statuses.Where(status => status.SequenceNumber is null).Select(status => status.Status)
            .Append(summarized)
            .Concat(call.IncomingRequests.Select(request => request.Status))
            .Prepend(numbered)
            .Where(status => status is not null)
            .OrderBy(CallStatuses.RankOf).ThenBy(status => status == numbered).ThenBy(status => status, StringComparer.Ordinal)
            .LastOrDefault();
    }

    /// <summary>The status callback that ended the call; null while none has.</summary>
    public static CallFact? EndOf(CallFacts call) => LastOf(call.Statuses.Where(status => CallStatuses.IsFinal(status.Status)));

    /// <summary>An end without a number is Twilio's plain callback at the end of the call: it comes last.</summary>
    private static CallFact? LastOf(IEnumerable<CallFact> statuses) => statuses
        .OrderBy(status => status.SequenceNumber ?? int.MaxValue)
        .ThenBy(status => status.TwilioTime)
        .ThenBy(status => CallStatuses.RankOf(status.Status))
        .ThenBy(status => status.ToString(), StringComparer.Ordinal)
        .LastOrDefault();
}

/// <summary>
/// The states of a call as <c>CallStatus</c> spells them; others may come and are kept as they are.
/// Source: https://www.twilio.com/docs/voice/api/call-resource#call-status-values
/// </summary>
internal static class CallStatuses
{
    /// <summary>What is not among them comes before all of them.</summary>
    private const int UnknownRank = -1;

    // A call takes them from left to right; it ends with one of the last five. Their order decides nothing but which of two ends is
    // shown that Twilio told without any order.
    private static readonly string[] InOrder = ["queued", "initiated", "ringing", "in-progress", "no-answer", "busy", "canceled", "failed", "completed"];

    /// <summary>Whether a call never leaves this state.</summary>
    public static bool IsFinal(string? status) => RankOf(status) > RankOf("in-progress");

    /// <summary>How far a call is that has this state.</summary>
    public static int RankOf(string? status) => Array.IndexOf(InOrder, status) is var rank and >= 0 ? rank : UnknownRank;

    /// <summary>The state that a call summary names, spelled as <c>CallStatus</c> is: <c>fail</c> is <c>failed</c>.</summary>
    public static string? OfSummary(string? callState) => callState switch
    {
        "fail" => "failed",
        "noanswer" => "no-answer",
        "answered" => "in-progress",
        _ => callState,
    };
}
