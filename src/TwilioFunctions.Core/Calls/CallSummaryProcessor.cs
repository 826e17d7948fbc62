using Microsoft.Extensions.Logging;
using TwilioFunctions.Core.EventStreams;
using TwilioFunctions.Core.Messages;

namespace TwilioFunctions.Core.Calls;

/// <summary>Turns a message of queue <c>call-summaries</c> into the summary of its call.</summary>
public sealed partial class CallSummaryProcessor(MessageReader reader, CallSummaryStore store, ILogger<CallSummaryProcessor> logger)
{
    /// <summary>Processes one message; again, or in another order, gives the same rows.</summary>
    /// <exception cref="InvalidDataException">The message is not a call summary; it will never be one.</exception>
    public async Task ProcessAsync(string message, CancellationToken cancellationToken)
    {
        var envelope = await reader.ReadAsync(message, cancellationToken);
        var summary = CallSummary.Of(CloudEvent.Parse(envelope.Payload!));
        summary = summary with { AccountSid = summary.AccountSid ?? envelope.AccountSid };
        var kept = await store.PutAsync(summary, cancellationToken);
        LogProcessed(summary.CallSid, summary.Stage, summary.ProcessingVersion is { } version ? $"version {version}" : "no version", summary.State ?? "no state", kept ? "kept" : "superseded", summary.EventId);
    }

    [LoggerMessage(EventId = 3001, Level = LogLevel.Information, Message = "Call summary of {CallSid}: {Stage}, {Version}, {State}: {Outcome} (event {EventId})")]
    private partial void LogProcessed(string callSid, CallSummaryStage stage, string version, string state, string outcome, string eventId);
}
