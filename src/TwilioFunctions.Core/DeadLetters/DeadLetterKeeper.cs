using System.Globalization;
using System.Text;
using Azure;
using Microsoft.Extensions.Logging;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Storage;
using TwilioFunctions.Core.Telemetry;

namespace TwilioFunctions.Core.DeadLetters;

/// <summary>Moves poison messages to the list of dead letters, replays them, and strikes off the ones that then succeed.</summary>
internal sealed partial class DeadLetterKeeper(
    DeadLetterStore store, FailureStore failures, ParkedPayloadStore parkedPayloads, MessageSender sender, ICallList calls, TimeProvider time, ILogger<DeadLetterKeeper> logger)
{
    /// <summary>Keeps a poison message; keeping it again changes nothing.</summary>
    /// <param name="queue">The queue that it failed on.</param>
    /// <param name="message">The message's body.</param>
    /// <param name="poisonedAt">When the host put it on the poison queue.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task KeepAsync(string queue, string message, DateTimeOffset poisonedAt, CancellationToken cancellationToken)
    {
        var failure = await failures.FindAsync(queue, message, cancellationToken);
        var envelope = Envelope.TryParse(message);
        var before = envelope?.ReplayOf is { } replayOf ? await store.FindAsync(replayOf, cancellationToken) : null;
        var deadLetter = new DeadLetter
        {
            // A replay that failed again stays the one entry that it was.
            Id = before?.Id ?? DeadLetterId.Of(queue, poisonedAt, envelope?.Id, message).ToString(),
            Queue = queue,
            Time = poisonedAt,
            Tries = (before?.Tries ?? 0) + (failure?.Tries ?? 0),
            Error = failure?.Error,
            MessageId = envelope?.Id,
            Type = envelope?.Type,
            AccountSid = envelope?.AccountSid,
            CallSid = envelope?.CallSid,
            ReplayedAt = before?.ReplayedAt,
            Body = message,
        };
        await KeepPayloadAsync(envelope, cancellationToken);
        var kept = await PutAsync(deadLetter, cancellationToken);
        // Its last run may have died between a row and the list, and no message comes again to repair it.
        if (envelope?.CallSid is { } callSid && TableKey.Fits(callSid))
            await calls.RefreshAsync(callSid, cancellationToken);
        await failures.ForgetAsync(queue, message, cancellationToken);
        AppMetrics.DeadLetterKept(queue);
        Log(kept);
    }

    /// <summary>Puts a dead letter back on its queue. It stays on the list until it has succeeded.</summary>
    public async Task<ReplayOutcome> ReplayAsync(string id, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } deadLetter)
            return ReplayOutcome.NotFound;
        if (Envelope.TryParse(deadLetter.Body) is not { } envelope)
            return ReplayOutcome.NotReplayable;

        await KeepPayloadAsync(envelope, cancellationToken);
        await store.PutAsync(deadLetter with { ReplayedAt = time.GetUtcNow() }, cancellationToken);
        await sender.SendAsync(deadLetter.Queue, envelope with { ReplayOf = deadLetter.Id }, cancellationToken);
        LogReplayed(deadLetter.Id, deadLetter.Queue);
        return ReplayOutcome.Queued;
    }

    /// <summary>Called for each message that succeeded after a failure or as a replay: nothing of it is to be kept.</summary>
    public async Task SettleAsync(string queue, QueueMessage message, CancellationToken cancellationToken)
    {
        await failures.ForgetAsync(queue, message.Text, cancellationToken);
        if (message.Envelope?.ReplayOf is { } replayOf && await store.DeleteAsync(replayOf, cancellationToken))
            LogSettled(replayOf);
    }

    /// <summary>A poison queue takes whatever anybody wrote to it. What a table refuses is kept as base64: nothing may stay on the queue.</summary>
    private async Task<DeadLetter> PutAsync(DeadLetter deadLetter, CancellationToken cancellationToken)
    {
        try
        {
            await store.PutAsync(deadLetter, cancellationToken);
            return deadLetter;
        }
        catch (RequestFailedException refused) when (refused.Status is 400 or 413)
        {
            var raw = new DeadLetter
            {
                Id = DeadLetterId.Of(deadLetter.Queue, deadLetter.Time, null, deadLetter.Body).ToString(),
                Queue = deadLetter.Queue,
                Time = deadLetter.Time,
                Tries = deadLetter.Tries,
                Error = $"The table refused the message ({refused.ErrorCode}); the body is its base64.",
                Body = Convert.ToBase64String(Encoding.UTF8.GetBytes(deadLetter.Body)),
            };
            await store.PutAsync(raw, cancellationToken);
            return raw;
        }
    }

    private void Log(DeadLetter kept)
    {
        // The template has the full stop.
        var error = kept.Error?.TrimEnd('.', ' ') ?? "an error that wasn't recorded";
        if (Envelope.TryParse(kept.Body) is not null)
            LogKept(kept.Id, kept.Type ?? "a message", Failure("and left no error"), $"Replay it with POST dead-letters/{kept.Id}/replay once the cause is mended.");
        else
            LogKept(kept.Id, "an unreadable message", Failure("because no function can read it"), $"It can't be replayed: look at it with GET dead-letters/{kept.Id}, then delete it with DELETE dead-letters/{kept.Id}.");

        string Failure(string withoutError) => kept switch
        {
            { Tries: 0, Error: null } => withoutError,
            { Tries: 0 } => $"with {error}",
            { Tries: 1 } => $"once, with {error}",
            _ => string.Create(CultureInfo.InvariantCulture, $"{kept.Tries} times, last with {error}"),
        };
    }

    /// <summary>A parked payload must outlive the dead letter and its replays, however long ago it was parked.</summary>
    private async Task KeepPayloadAsync(Envelope? envelope, CancellationToken cancellationToken)
    {
        if (envelope?.Parked is { } parked)
            await parkedPayloads.RenewAsync(parked, cancellationToken);
    }

    // infra/queries/poison-messages.kql and infra/workbook.json parse it.
    [LoggerMessage(EventId = 4001, Level = LogLevel.Error, Message = "Dead letter {Id}: {Type} failed {Failure}. {Advice}")]
    private partial void LogKept(string id, string type, string failure, string advice);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Information, Message = "Dead letter {Id} is back on queue {Queue}")]
    private partial void LogReplayed(string id, string queue);

    [LoggerMessage(EventId = 4003, Level = LogLevel.Information, Message = "Dead letter {Id} has succeeded and left the list")]
    private partial void LogSettled(string id);
}

/// <summary>What became of a replay.</summary>
internal enum ReplayOutcome
{
    /// <summary>It is back on its queue.</summary>
    Queued,

    /// <summary>There is no such dead letter.</summary>
    NotFound,

    /// <summary>Its body isn't a message of this app, so every try would fail.</summary>
    NotReplayable,
}
