using Azure;
using Azure.Data.Tables;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Calls;

/// <summary>
/// Keeps one summary for each call, the one that knows most, and of each of the others that it came. Safe to run twice, in any order
/// and on several instances at once.
/// </summary>
public sealed class CallSummaryStore(CallWriter writer)
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
