using TwilioFunctions.Contracts;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Core.Storage;
using TwilioFunctions.EventStreams;

namespace TwilioFunctions.Calls;

/// <summary>Maps calls to responses.</summary>
internal static class CallMapping
{
    public static CallListResponse ToResponse(this ResultPage<CallListing> page) => new([.. page.Items.Select(ToEntry)], page.ContinuationToken);

    public static CallResponse ToResponse(this CallRecord call)
    {
        var story = CallStory.Of(call);
        return new CallResponse(
            call.CallSid,
            story.AccountSid,
            story.State,
            story.Direction,
            story.From,
            story.To,
            story.ParentCallSid,
            story.StartTime,
            story.EndTime,
            story.Duration,
            Parties: [.. story.Parties.Select(party => new CallPartyResponse(party.Role, party.Address))],
            Timeline: [.. story.Timeline.Select(entry => new CallStoryEntryResponse(entry.Time, entry.Kind, entry.Text, entry.Id))],
            call.Summary?.ToResponse(),
            Quality: [.. (call.Summary?.Quality ?? []).Select(ToResponse)],
            Payload: call.Summary?.Json,
            IncomingRequests: [.. call.Requests.Select(ToResponse)],
            Statuses: [.. call.Statuses.Select(ToResponse)],
            Recordings: [.. story.Recordings.Select(ToResponse)],
            Notifications: [.. call.Notifications.Select(ToResponse)],
            ProxyInteractions: [.. call.Interactions.Select(ToResponse)],
            Events: [.. call.Events.Select(EventMapping.ToResponse)]);
    }

    private static CallListEntry ToEntry(CallListing call) => new(
        call.CallSid,
        call.Stage?.Name(),
        call.AccountSid,
        call.State,
        call.Type,
        call.Direction,
        call.From,
        call.To,
        call.StartTime,
        call.EndTime,
        call.Duration,
        call.ConnectDuration,
        call.DisconnectedBy,
        call.Tags);

    private static CallSummaryResponse ToResponse(this CallSummary summary) => new(
        summary.Stage.Name(),
        summary.AccountSid,
        summary.State,
        summary.Type,
        summary.Direction,
        summary.From,
        summary.To,
        summary.CreatedTime,
        summary.StartTime,
        summary.EndTime,
        summary.Duration,
        summary.ConnectDuration,
        summary.DisconnectedBy,
        summary.LastSipResponse,
        summary.PostDialDelay,
        summary.AnsweredBy,
        summary.Tags,
        summary.ProcessingState,
        summary.ProcessingVersion,
        summary.EventId,
        summary.EventTime);

    private static EdgeQualityResponse ToResponse(EdgeQuality quality) => new(
        quality.Edge,
        quality.Direction,
        quality.CodecName,
        quality.PacketsLost,
        quality.PacketLossPercentage,
        quality.JitterAvg,
        quality.JitterMax,
        quality.LatencyAvg,
        quality.LatencyMax,
        quality.Mos);

    private static IncomingRequestResponse ToResponse(IncomingRequest request) =>
        new(request.ReceivedAt, request.DecidedBy, request.Twiml, ToResponse(request.Parameters));

    private static StatusCallbackResponse ToResponse(StatusCallback status) => new(
        status.Status,
        status.SequenceNumber,
        status.Timestamp,
        status.ReceivedAt,
        status.CallDuration,
        status.SipResponseCode,
        status.ErrorCode,
        status.AnsweredBy,
        ToResponse(status.Parameters));

    private static RecordingResponse ToResponse(Recording recording)
    {
        var latest = recording.Latest;
        return new RecordingResponse(
            recording.RecordingSid,
            latest.Status,
            latest.Reason,
            latest.ErrorCode,
            recording.StartTime,
            latest.Duration,
            latest.Channels,
            latest.Source,
            latest.Track,
            [.. recording.Callbacks.Select(callback => new RecordingCallbackResponse(callback.Status, callback.ReceivedAt, ToResponse(callback.Parameters)))]);
    }

    private static DeliveryAttemptResponse ToResponse(DeliveryAttempt attempt) => new(
        attempt.MessageId,
        attempt.Identity,
        attempt.BindingId,
        attempt.Channel,
        attempt.Attempt,
        attempt.Outcome.Name(),
        attempt.Reason,
        attempt.Time,
        (int)attempt.Duration.TotalMilliseconds,
        attempt.NextAttemptAt);

    private static ProxyInteractionResponse ToResponse(ProxyInteraction interaction) => new(
        interaction.InteractionSid,
        interaction.Type,
        interaction.SessionSid,
        interaction.ServiceSid,
        ToResponse(interaction.Inbound),
        ToResponse(interaction.Outbound),
        interaction.DateCreated,
        interaction.DateUpdated,
        interaction.BlockedReason,
        interaction.DataJson,
        interaction.ReceivedAt,
        ToResponse(interaction.Parameters));

    private static ProxySideResponse ToResponse(ProxySide side) => new(side.ParticipantSid, side.ResourceSid, side.ResourceType, side.Status);

    private static FormResponse ToResponse(FormParameters parameters) => new([.. parameters]);
}
