namespace TwilioFunctions.Core.Messages;

/// <summary>Reads what <see cref="MessageSender"/> sent, parked payloads included.</summary>
internal sealed class MessageReader(ParkedPayloadStore parkedPayloads)
{
    /// <summary>Returns the envelope with its payload.</summary>
    /// <exception cref="InvalidDataException">The message is not an envelope, or its parked payload is gone.</exception>
    public async Task<Envelope> ReadAsync(QueueMessage message, CancellationToken cancellationToken)
    {
        var envelope = message.Envelope ?? throw new InvalidDataException("The message is not an envelope of this app.");
        if (envelope.Parked is not { } parked)
            return envelope.Payload is null ? throw new InvalidDataException($"The message {envelope.Id} has no payload.") : envelope;
        return envelope with { Payload = await parkedPayloads.ReadAsync(parked, cancellationToken) };
    }
}
