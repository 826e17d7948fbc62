using Microsoft.Extensions.Logging;
using TwilioFunctions.Core.EventStreams;
using TwilioFunctions.Core.Messages;

namespace TwilioFunctions.Core.Calls;

/// <summary>Keeps a message of queue <c>call-events</c>: with its call where it names one, with its account's day where not.</summary>
public sealed partial class CallEventProcessor(MessageReader reader, CallStore calls, EventStore events, ILogger<CallEventProcessor> logger)
{
    /// <summary>Processes one message; again, or in another order, gives the same rows.</summary>
    /// <exception cref="InvalidDataException">The message is not an event; it will never be one.</exception>
    public async Task ProcessAsync(string message, CancellationToken cancellationToken)
    {
        var envelope = await reader.ReadAsync(message, cancellationToken);
        var @event = CloudEvent.Parse(envelope.Payload!);
        if (@event.CallSid is null)
            await events.PutAsync(envelope, @event, cancellationToken);
        else
            await calls.PutEventAsync(envelope, @event, cancellationToken);
        LogKept(@event.Type, @event.Id, @event.CallSid ?? "its account");
    }

    [LoggerMessage(EventId = 3002, Level = LogLevel.Information, Message = "Event {Type} {EventId} kept with {Owner}")]
    private partial void LogKept(string type, string eventId, string owner);
}
