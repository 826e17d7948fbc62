using Microsoft.Extensions.Logging;
using TwilioFunctions.Core.EventStreams;
using TwilioFunctions.Core.Messages;

namespace TwilioFunctions.Core.Calls;

/// <summary>
/// Keeps a message of queue <c>call-events</c>: with its call where it names one, else with what it does name.
/// </summary>
internal sealed partial class CallEventProcessor(
    MessageReader reader, CallStore calls, CallWriter writer, EventStore events, ILogger<CallEventProcessor> logger)
{
    /// <summary>Processes one message; again, or in another order, gives the same rows.</summary>
    /// <exception cref="InvalidDataException">The message is neither a callback nor an event; it will never be one.</exception>
    public async Task ProcessAsync(QueueMessage message, CancellationToken cancellationToken)
    {
        var envelope = await reader.ReadAsync(message, cancellationToken);
        await (envelope.Kind switch
        {
            EnvelopeKinds.VoiceIncoming => KeepAsync(envelope, CallSidOf(envelope), IncomingRequestColumns.Write, cancellationToken),
            EnvelopeKinds.VoiceStatus => KeepAsync(envelope, CallSidOf(envelope), StatusCallbackColumns.Write, cancellationToken),
            EnvelopeKinds.VoiceRecordingStatus => KeepRecordingAsync(envelope, cancellationToken),
            EnvelopeKinds.ProxyCallback => KeepInteractionAsync(envelope, envelope.Payload!, null, cancellationToken),
            EnvelopeKinds.ProxyIntercept => KeepBlockedAsync(envelope, cancellationToken),
            EnvelopeKinds.Event => KeepEventAsync(envelope, cancellationToken),
            _ => throw new InvalidDataException($"The message {envelope.Id} is of kind {envelope.Kind}, which this version doesn't know."),
        });
    }

    private static string CallSidOf(Envelope envelope) =>
        envelope.CallSid ?? throw new InvalidDataException($"The message {envelope.Id} of type {envelope.Type} names no call.");

    private Task KeepAsync(Envelope envelope, string callSid, Func<string, Envelope, CallbackRow> rowOf, CancellationToken cancellationToken) =>
        KeepAsync(envelope, callSid, isCall: true, rowOf(callSid, envelope), cancellationToken);

    private Task KeepRecordingAsync(Envelope envelope, CancellationToken cancellationToken)
    {
        var recording = RecordingCallback.Of(envelope.Payload!, envelope.ReceivedAt)
            ?? throw new InvalidDataException($"The message {envelope.Id} of type {envelope.Type} names no recording.");
        return KeepAsync(envelope, recording.Owner, recording.CallSid is not null, RecordingCallbackColumns.Write(recording, envelope), cancellationToken);
    }

    private Task KeepBlockedAsync(Envelope envelope, CancellationToken cancellationToken)
    {
        var blocked = BlockedInteraction.Parse(envelope.Payload!);
        return KeepInteractionAsync(envelope, blocked.Form, blocked.Reason, cancellationToken);
    }

    private async Task KeepInteractionAsync(Envelope envelope, string form, string? blockedReason, CancellationToken cancellationToken)
    {
        var interaction = ProxyInteraction.Of(form, envelope.ReceivedAt, blockedReason)
            ?? throw new InvalidDataException($"The message {envelope.Id} of type {envelope.Type} names no interaction.");
        foreach (var owner in interaction.Owners)
        {
            var isCall = interaction.IsVoice && owner != interaction.InteractionSid;
            await KeepAsync(envelope, owner, isCall, ProxyInteractionColumns.Write(owner, interaction, envelope), cancellationToken);
        }
    }

    private async Task KeepEventAsync(Envelope envelope, CancellationToken cancellationToken)
    {
        var @event = CloudEvent.Parse(envelope.Payload!);
        if (@event.CallSid is null)
            await events.PutAsync(envelope, @event, cancellationToken);
        else
            await calls.PutEventAsync(envelope, @event, cancellationToken);
        LogKept(@event.Type, @event.Id, @event.CallSid ?? "its account");
    }

    private async Task KeepAsync(Envelope envelope, string owner, bool isCall, CallbackRow callback, CancellationToken cancellationToken)
    {
        await (isCall
            ? writer.WriteAsync(owner, callback.Changes, cancellationToken)
            : writer.WriteUnlistedAsync(owner, callback.Changes, cancellationToken));
        LogKept(envelope.Type, envelope.Id, owner);
    }

    [LoggerMessage(EventId = 3002, Level = LogLevel.Information, Message = "Event {Type} {EventId} kept with {Owner}")]
    private partial void LogKept(string type, string eventId, string owner);
}
