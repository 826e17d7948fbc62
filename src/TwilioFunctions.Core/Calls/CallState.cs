namespace TwilioFunctions.Core.Calls;

/// <summary>
/// The state of a call, out of all that is known of it and in whatever order it came: a state that ends a call is never left, and
/// before it the highest <c>SequenceNumber</c> counts.
/// </summary>
internal static class CallState
{
    /// <summary>Null when nothing says it.</summary>
    public static string? Of(CallRecord call)
    {
        if (LastOf(call.Statuses.Where(status => CallStatuses.IsFinal(status.Status))) is { } end)
            return end.Status;

        var summarized = CallStatuses.OfSummary(call.Summary?.State);
        if (CallStatuses.IsFinal(summarized))
            return summarized;

        // What has no number stands where a call that took its usual way would have it.
        var numbered = LastOf(call.Statuses.Where(status => status.SequenceNumber is not null))?.Status;
        return call.Statuses.Where(status => status.SequenceNumber is null).Select(status => status.Status)
            .Append(summarized)
            .Concat(call.Requests.Select(request => request.Status))
            .Prepend(numbered)
            .Where(status => status is not null)
            .OrderBy(CallStatuses.RankOf).ThenBy(status => status == numbered).ThenBy(status => status, StringComparer.Ordinal)
            .LastOrDefault();
    }

    /// <summary>The status callback that ended the call; null while none has.</summary>
    public static StatusCallback? EndOf(CallRecord call) => LastOf(call.Statuses.Where(status => CallStatuses.IsFinal(status.Status)));

    /// <summary>Status callbacks by time; within a second, which is all that Twilio tells, in the order in which a call takes its states.</summary>
    public static IEnumerable<StatusCallback> InOrder(IEnumerable<StatusCallback> statuses) => statuses
        .OrderBy(status => status.Time)
        .ThenBy(status => status.SequenceNumber ?? int.MaxValue)
        .ThenBy(status => CallStatuses.RankOf(status.Status))
        .ThenBy(status => status.Form, StringComparer.Ordinal);

    /// <summary>An end without a number is Twilio's plain callback at the end of the call: it comes last.</summary>
    private static StatusCallback? LastOf(IEnumerable<StatusCallback> statuses) => statuses
        .OrderBy(status => status.SequenceNumber ?? int.MaxValue)
        .ThenBy(status => status.Timestamp)
        .ThenBy(status => CallStatuses.RankOf(status.Status))
        .ThenBy(status => status.Form, StringComparer.Ordinal)
        .LastOrDefault();
}
