using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using TwilioFunctions.Core.EventStreams;
using TwilioFunctions.Core.Messages;

namespace TwilioFunctions.Core.Calls;

/// <summary>
/// Keeps a message of queue <c>call-events</c>: with its call where it names one, else with what it does name. For a call's new row,
/// two requests to storage where it changes nothing that a list shows, five where it does; one more for the first row of a call that an
/// instance writes on a day.
/// </summary>
public sealed partial class CallEventProcessor(
    MessageReader reader, CallStore calls, EventStore events, ICallIndexer indexer, ILogger<CallEventProcessor> logger)
{
    /// <summary>Processes one message; again, or in another order, gives the same rows.</summary>
    /// <exception cref="InvalidDataException">The message is neither a callback nor an event; it will never be one.</exception>
    public async Task ProcessAsync(string message, CancellationToken cancellationToken)
    {
        var envelope = await reader.ReadAsync(message, cancellationToken);
        await (envelope.Type switch
        {
            EnvelopeTypes.VoiceIncoming => KeepAsync(envelope, CallSidOf(envelope), IncomingRequestColumns.Write, cancellationToken),
            EnvelopeTypes.VoiceStatus => KeepAsync(envelope, CallSidOf(envelope), StatusCallbackColumns.Write, cancellationToken),
            EnvelopeTypes.VoiceRecordingStatus => KeepRecordingAsync(envelope, cancellationToken),
            EnvelopeTypes.ProxyCallback => KeepInteractionAsync(envelope, envelope.Payload!, null, cancellationToken),
            EnvelopeTypes.ProxyIntercept => KeepBlockedAsync(envelope, cancellationToken),
            _ => KeepEventAsync(envelope, cancellationToken),
        });
    }

    private static string CallSidOf(Envelope envelope) =>
        envelope.CallSid ?? throw new InvalidDataException($"The message {envelope.Id} of type {envelope.Type} names no call.");

    private Task KeepAsync(Envelope envelope, string callSid, Func<string, Envelope, TableEntity> rowOf, CancellationToken cancellationToken) =>
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
            await IndexAsync(envelope, @event.CallSid, await calls.PutEventAsync(envelope, @event, cancellationToken), cancellationToken);
        LogKept(@event.Type, @event.Id, @event.CallSid ?? "its account");
    }

    private async Task KeepAsync(Envelope envelope, string owner, bool isCall, TableEntity row, CancellationToken cancellationToken)
    {
        var isNew = await calls.PutAsync(row, cancellationToken);
        if (isCall)
            await IndexAsync(envelope, owner, isNew, cancellationToken);
        LogKept(envelope.Type, envelope.Id, owner);
    }

    private Task IndexAsync(Envelope envelope, string callSid, bool isNew, CancellationToken cancellationToken) =>
        indexer.RefreshAsync(callSid, envelope.AccountSid, again: !isNew, cancellationToken);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Information, Message = "Event {Type} {EventId} kept with {Owner}")]
    private partial void LogKept(string type, string eventId, string owner);
}
