using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using TwilioFunctions.Core.EventStreams;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Calls;

/// <summary>Turns a message of queue <c>call-summaries</c> into the summary of its call.</summary>
internal sealed partial class CallSummaryProcessor(MessageReader reader, CallSummaryStore store, ILogger<CallSummaryProcessor> logger)
{
    /// <summary>Processes one message; again, or in another order, gives the same rows.</summary>
    /// <exception cref="InvalidDataException">The message is not a call summary; it will never be one.</exception>
    public async Task ProcessAsync(QueueMessage message, CancellationToken cancellationToken)
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

/// <summary>
/// Keeps one summary for each call, the one that knows most, and of each of the others that it came. Safe to run twice, in any order
/// and on several instances at once.
/// </summary>
internal sealed class CallSummaryStore(CallWriter writer)
{
    /// <summary>The row of a call's partition that holds the summary.</summary>
    public const string RowKey = "summary";

    /// <summary>Keeps <paramref name="summary"/> if it knows more than the one that is kept.</summary>
    /// <returns>Whether it is the one that stays.</returns>
    /// <exception cref="RequestFailedException">Storage failed; a second run finishes what is half done.</exception>
    public async Task<bool> PutAsync(CallSummary summary, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(summary);
        var stays = true;
        await writer.WriteAsync(summary.CallSid, rows => Changes(rows, summary, out stays), cancellationToken);
        return stays;
    }

    private static List<TableTransactionAction> Changes(CallRows rows, CallSummary summary, out bool stays)
    {
        var changes = new List<TableTransactionAction>();
        var stage = SummaryStage.Of(summary).Write(summary.CallSid);
        if (rows.Find(stage.RowKey) is null)
            changes.Add(new(TableTransactionActionType.Add, stage));

        var kept = rows.Find(RowKey);
        var knownRank = kept is null ? (CallSummaryRank?)null : CallSummaryColumns.Read(kept).Rank;
        stays = knownRank is not { } rank || !rank.Beats(summary.Rank);
        if (stays && knownRank != summary.Rank)
        {
            var row = new TableEntity(TableKey.Encode(summary.CallSid), RowKey);
            CallSummaryColumns.Write(row, summary);
            changes.Add(kept is null ? new(TableTransactionActionType.Add, row) : new(TableTransactionActionType.UpdateReplace, row, kept.ETag));
        }
        return changes;
    }
}
