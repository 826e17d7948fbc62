using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.CallNotifications;

/// <summary>Logs attempts and writes them down as they come, many at a time: what is written down is not repeated when the process dies.</summary>
internal sealed partial class DeliveryAttemptRecorder(IDeliveryAttempts attempts, ILogger<DeliveryAttemptRecorder> logger)
{
    /// <summary>Returns once everything is written that <paramref name="made"/> gives until its end. It cannot be cancelled: a phone that rang must not ring again.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused some of them twice; the others are written.</exception>
    public async Task RecordAsync(string callSid, ChannelReader<DeliveryAttempt> made)
    {
        ArgumentNullException.ThrowIfNull(made);
        var refused = new List<DeliveryAttempt>();
        var batch = new List<DeliveryAttempt>(IDeliveryAttempts.MaxBatch);
        while (await made.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < IDeliveryAttempts.MaxBatch && made.TryRead(out var attempt))
            {
                batch.Add(attempt);
                Log(callSid, attempt);
            }
            try
            {
                await attempts.PutAsync(callSid, batch, CancellationToken.None);
            }
            catch (Exception fault) when (StorageFault.Is(fault))
            {
                LogRefused(fault, batch.Count, callSid);
                refused.AddRange(batch);
            }
        }

        foreach (var again in refused.Chunk(IDeliveryAttempts.MaxBatch))
            await attempts.PutAsync(callSid, again, CancellationToken.None);
    }

    private void Log(string callSid, DeliveryAttempt attempt)
    {
        var level = LevelOf(attempt.Outcome);
        var milliseconds = (int)attempt.Duration.TotalMilliseconds;
        LogAttempt(
            level, attempt.MessageId, callSid, attempt.Identity, attempt.BindingId, attempt.Channel, attempt.Attempt, attempt.Outcome,
            attempt.Reason, milliseconds, attempt.NextAttemptAt is { } next ? $"next attempt at {next:O}" : "no further attempt");
    }

    private static LogLevel LevelOf(DeliveryOutcome outcome) => outcome switch
    {
        DeliveryOutcome.Delivered or DeliveryOutcome.Gone => LogLevel.Information,
        DeliveryOutcome.Rejected => LogLevel.Error,
        _ => LogLevel.Warning,
    };

    [LoggerMessage(EventId = 5151, Message = "Call notification {MessageId} of call {CallSid} for {Identity}, binding {BindingId} over {Channel}, attempt {Attempt}: {Outcome}, {Reason}, after {Milliseconds} ms; {Next}")]
    private partial void LogAttempt(
        LogLevel level, string messageId, string callSid, string identity, string bindingId, string channel, int attempt, DeliveryOutcome outcome,
        string reason, int milliseconds, string next);

    [LoggerMessage(EventId = 5152, Level = LogLevel.Warning, Message = "{Count} attempts of call {CallSid} could not be written down; they are written again at the end")]
    private partial void LogRefused(Exception fault, int count, string callSid);
}
