using System.Globalization;

namespace TwilioFunctions.Core.Calls;

/// <summary>Everything that happened with a call, in order and in words.</summary>
internal static class CallTimeline
{
    /// <summary>By time; in the same moment by kind, and within it as the record has it. What has no time comes last.</summary>
    public static IReadOnlyList<CallStoryEntry> Of(CallRecord call) =>
    [
        .. call.Requests.Select(Entry)
            .Concat(call.Notifications.Select(Entry))
            .Concat(call.Statuses.Select(Entry))
            .Concat(call.Interactions.Select(Entry))
            .Concat(call.Recordings.Select(Entry))
            .Concat(call.Events.Select(@event => new CallStoryEntry(@event.Time, CallStoryKinds.Event, @event.Type, @event.Id)))
            .Concat(call.Stages.Select(Entry))
            // The sort is stable, and the lists above are in the order of their kinds.
            .OrderBy(entry => entry.Time is null).ThenBy(entry => entry.Time),
    ];

    private static CallStoryEntry Entry(IncomingRequest request) =>
        new(request.ReceivedAt, CallStoryKinds.Incoming, $"{request.From ?? "an unknown caller"} calls {request.To ?? "an unknown number"}: answered by {(request.DecidedBy.Length > 0 ? request.DecidedBy : "an earlier version")}", null);

    private static CallStoryEntry Entry(DeliveryAttempt attempt) => new(
        attempt.Time,
        CallStoryKinds.Notification,
        $"{attempt.Identity} over {attempt.Channel}, attempt {attempt.Attempt}: {attempt.Outcome.Name()} ({attempt.Reason})",
        attempt.MessageId);

    private static CallStoryEntry Entry(StatusCallback status)
    {
        string?[] details =
        [
            status.CallDuration is { } seconds ? $"{seconds} s" : null,
            status.AnsweredBy is { } machine ? $"answered by {machine}" : null,
            status.SipResponseCode is { } code ? $"SIP {code}" : null,
            status.ErrorCode is { } error ? $"error {error}" : null,
            status.ErrorMessage,
        ];
        return new(status.Time, CallStoryKinds.Status, With(status.Status ?? "a state that Twilio didn't name", details), status.SequenceNumber?.ToString(CultureInfo.InvariantCulture));
    }

    private static CallStoryEntry Entry(RecordingCallback recording) => new(
        recording.Time,
        CallStoryKinds.Recording,
        With(StatusOf(recording), recording.Duration is { } seconds ? $"{seconds} s" : null, recording.Reason),
        recording.RecordingSid);

    private static string StatusOf(RecordingCallback recording) => recording switch
    {
        { Status: { } status } => $"recording {status}",
        { TranscriptionStatus: { } status } => $"transcription {status}",
        _ => "recording, with a status that Twilio didn't name",
    };

    private static CallStoryEntry Entry(ProxyInteraction interaction) => new(
        interaction.Time,
        CallStoryKinds.Proxy,
        interaction.BlockedReason is { } reason
            ? $"blocked: {reason}"
            : With($"{interaction.Type ?? "unknown"} interaction", Side("inbound", interaction.Inbound), Side("outbound", interaction.Outbound)),
        interaction.InteractionSid);

    private static CallStoryEntry Entry(SummaryStage stage) => new(
        stage.Time,
        CallStoryKinds.Summary,
        With($"{stage.Stage.Name()} summary", CallStatuses.OfSummary(stage.State), stage.ProcessingVersion is { } version ? $"version {version}" : null),
        stage.EventId);

    private static string? Side(string name, ProxySide side) => side.Status is { } status ? $"{name} {status}" : null;

    private static string With(string text, params IEnumerable<string?> details) =>
        string.Join(", ", details.OfType<string>()) is { Length: > 0 } known ? $"{text}: {known}" : text;
}
