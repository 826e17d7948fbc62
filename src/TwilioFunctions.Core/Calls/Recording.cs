namespace TwilioFunctions.Core.Calls;

/// <summary>A recording as its callbacks tell it, in whatever order they came.</summary>
/// <param name="RecordingSid"><c>RE…</c></param>
/// <param name="Latest">The latest values. A value that a later callback lacks, such as one about a transcription, stays.</param>
/// <param name="Callbacks">All of them, by time.</param>
internal sealed record Recording(string RecordingSid, RecordingCallback Latest, IReadOnlyList<RecordingCallback> Callbacks)
{
    /// <summary>When it began.</summary>
    public DateTimeOffset? StartTime => Latest.StartTime;

    /// <summary>The recordings that callbacks tell of, by the time at which they began.</summary>
    public static IReadOnlyList<Recording> Of(IEnumerable<RecordingCallback> callbacks) =>
    [
        .. callbacks.GroupBy(callback => callback.RecordingSid, StringComparer.Ordinal).Select(Of)
            .OrderBy(recording => recording.StartTime ?? recording.Callbacks[0].Time).ThenBy(recording => recording.RecordingSid, StringComparer.Ordinal),
    ];

    private static Recording Of(IGrouping<string, RecordingCallback> callbacks)
    {
        var byTime = callbacks.OrderBy(callback => callback.Time).ThenBy(callback => callback.Form, StringComparer.Ordinal).ToList();
        // The sort is stable: of two ends, the later one.
        List<RecordingCallback> latestFirst = [.. byTime.OrderBy(callback => callback.IsFinal).Reverse()];
        return new Recording(callbacks.Key, Merge(latestFirst), byTime);
    }

    private static RecordingCallback Merge(List<RecordingCallback> latestFirst)
    {
        // An error belongs to a status.
        var decisive = latestFirst.FirstOrDefault(callback => callback.Status is not null) ?? latestFirst[0];
        return decisive with
        {
            AccountSid = Latest(callback => callback.AccountSid),
            CallSid = Latest(callback => callback.CallSid),
            ConferenceSid = Latest(callback => callback.ConferenceSid),
            Url = Latest(callback => callback.Url),
            Duration = Latest(callback => callback.Duration),
            Channels = Latest(callback => callback.Channels),
            StartTime = Latest(callback => callback.StartTime),
            Source = Latest(callback => callback.Source),
            Track = Latest(callback => callback.Track),
        };

        T? Latest<T>(Func<RecordingCallback, T?> valueOf) => latestFirst.Select(valueOf).FirstOrDefault(value => value is not null);
    }
}
