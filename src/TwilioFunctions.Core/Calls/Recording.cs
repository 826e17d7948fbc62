namespace TwilioFunctions.Core.Calls;

/// <summary>A recording as its callbacks tell it, in whatever order they came.</summary>
/// <param name="RecordingSid"><c>RE…</c></param>
/// <param name="Latest">The callback that knows most: one that ended it over one that did not.</param>
/// <param name="Callbacks">All of them, by time.</param>
internal sealed record Recording(string RecordingSid, RecordingCallback Latest, IReadOnlyList<RecordingCallback> Callbacks)
{
    /// <summary>When it began, as whichever of the callbacks tells it.</summary>
    public DateTimeOffset? StartTime => Latest.StartTime ?? Callbacks.Select(callback => callback.StartTime).FirstOrDefault(start => start is not null);

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
        return new Recording(callbacks.Key, byTime.OrderBy(callback => callback.IsFinal).Last(), byTime);
    }
}
