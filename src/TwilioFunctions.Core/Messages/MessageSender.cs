using System.Text;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.Messages;

/// <summary>Puts envelopes on a queue; parks the payloads that do not fit. A queue that is missing is made.</summary>
internal sealed class MessageSender(QueueServiceClient queues, ParkedPayloadStore parkedPayloads)
{
    /// <summary>
    /// A message holds 64 KiB of base64, which is 48 KiB of JSON.
    /// Source: https://learn.microsoft.com/azure/storage/queues/scalability-targets
    /// </summary>
    public const int MaxMessageBytes = 48 * 1024;

    /// <summary>Payloads above this many bytes (1 MiB) are not accepted. A form may double it by percent encoding.</summary>
    public const int MaxPayloadBytes = SignatureVerifier.MaxFormBytes / 2;

    /// <summary>Returns once the message is durable.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="OperationCanceledException">The deadline of <paramref name="cancellationToken"/> has passed.</exception>
    public Task SendAsync(string queue, Envelope envelope, CancellationToken cancellationToken) =>
        SendAsync(queue, envelope, delay: null, cancellationToken);

    /// <summary>Returns once the message is durable; nobody sees it before the delay is over.</summary>
    /// <param name="queue">The queue's name.</param>
    /// <param name="envelope">The message.</param>
    /// <param name="delay">Rounded up to whole seconds, which is how Azure counts; null for none.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="OperationCanceledException">The deadline of <paramref name="cancellationToken"/> has passed.</exception>
    public async Task SendAsync(string queue, Envelope envelope, TimeSpan? delay, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        var message = envelope.Serialize();
        if (Encoding.UTF8.GetByteCount(message) > MaxMessageBytes && envelope.Payload is { } payload)
        {
            var parked = await parkedPayloads.ParkAsync(envelope.Id, payload, cancellationToken);
            message = (envelope with { Payload = null, Parked = parked }).Serialize();
        }
        await SendAsync(queues.GetQueueClient(queue), message, delay, cancellationToken);
    }

    private static async Task SendAsync(QueueClient queue, string message, TimeSpan? delay, CancellationToken cancellationToken)
    {
        try
        {
            await SendOnceAsync(queue, message, delay, cancellationToken);
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            await queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            await SendOnceAsync(queue, message, delay, cancellationToken);
        }
    }

    private static async Task SendOnceAsync(QueueClient queue, string message, TimeSpan? delay, CancellationToken cancellationToken)
    {
        if (delay is { } invisible)
            await queue.SendMessageAsync(message, TimeSpan.FromSeconds(Math.Ceiling(invisible.TotalSeconds)), timeToLive: null, cancellationToken);
        else
            await queue.SendMessageAsync(message, cancellationToken);
    }
}
