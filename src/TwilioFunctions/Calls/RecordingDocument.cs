using TwilioFunctions.Core.Calls;
using TwilioFunctions.Http;

namespace TwilioFunctions.Calls;

/// <summary>A recording as its callbacks tell it; times in UTC, the duration in seconds. Its audio is at <c>calls/{callSid}/recordings/{recordingSid}</c>.</summary>
internal sealed record RecordingDocument(string RecordingSid, string? Status)
{
    /// <summary>Why it is absent or failed, in words.</summary>
    public string? Reason { get; init; }

    public int? ErrorCode { get; init; }
    public DateTimeOffset? StartTime { get; init; }
    public int? Duration { get; init; }
    public int? Channels { get; init; }
    public string? Source { get; init; }
    public string? Track { get; init; }
    public IReadOnlyList<RecordingCallbackDocument> Callbacks { get; init; } = [];

    public static RecordingDocument Of(Recording recording)
    {
        ArgumentNullException.ThrowIfNull(recording);
        var latest = recording.Latest;
        return new RecordingDocument(recording.RecordingSid, latest.Status)
        {
            Reason = latest.Reason,
            ErrorCode = latest.ErrorCode,
            StartTime = recording.StartTime,
            Duration = latest.Duration,
            Channels = latest.Channels,
            Source = latest.Source,
            Track = latest.Track,
            Callbacks = [.. recording.Callbacks.Select(RecordingCallbackDocument.Of)],
        };
    }
}

/// <summary>One of a recording's callbacks, with all that Twilio sent.</summary>
internal sealed record RecordingCallbackDocument(
    string? Status, DateTimeOffset ReceivedAt, FormDocument Parameters)
{
    public static RecordingCallbackDocument Of(RecordingCallback callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return new RecordingCallbackDocument(callback.Status, callback.ReceivedAt, new FormDocument(callback.Parameters));
    }
}
