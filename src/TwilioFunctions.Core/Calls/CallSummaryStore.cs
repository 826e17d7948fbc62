using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using TwilioFunctions.Core.Retention;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Calls;

/// <summary>
/// Keeps one summary for each call, the one that knows most, and of each of the others that it came. Safe to run twice, in any order
/// and on several instances at once.
/// </summary>
public sealed class CallSummaryStore(TableServiceClient tables, RetentionIndex retention, ICallIndexer indexer)
{
    /// <summary>The row of a call's partition that holds the summary.</summary>
    public const string RowKey = "summary";

    // Each lost race means that somebody else made progress, so this many in a row are a fault.
    private const int MaxRaces = 50;

    private readonly TableClient calls = tables.GetTableClient(TableNames.Calls);

    /// <summary>Keeps <paramref name="summary"/> if it knows more than what is kept; true when it is, or already was, the one that stays.</summary>
    /// <exception cref="RequestFailedException">Storage failed; nothing is half done that a second run would not finish.</exception>
    public async Task<bool> PutAsync(CallSummary summary, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(summary);
        await retention.LeadToCallAsync(TableKey.Encode(summary.CallSid), cancellationToken);
        for (var race = 0; race < MaxRaces; race++)
        {
            var kept = await FindAsync(summary.CallSid, cancellationToken);
            if (kept is not null && CallSummaryColumns.Read(kept).Rank.Beats(summary.Rank))
            {
                // Nothing that a list shows.
                await calls.UpsertEntityAsync(SummaryStage.Of(summary).Write(summary.CallSid), TableUpdateMode.Replace, cancellationToken);
                return false;
            }

            // The same event again: the run before may have died between the summary and the index.
            var again = kept is not null && CallSummaryColumns.Read(kept).EventId == summary.EventId;
            if (again || await TryWriteAsync(summary, kept, cancellationToken))
            {
                await indexer.RefreshAsync(summary.CallSid, summary.AccountSid, again, cancellationToken);
                return true;
            }
        }
        throw new InvalidOperationException($"The summary of {summary.CallSid} was changed by others {MaxRaces} times in a row.");
    }

    private async Task<TableEntity?> FindAsync(string callSid, CancellationToken cancellationToken)
    {
        var row = await calls.GetEntityIfExistsAsync<TableEntity>(TableKey.Encode(callSid), RowKey, cancellationToken: cancellationToken);
        return row.HasValue ? row.Value : null;
    }

    /// <summary>Writes the summary and that it came, both or none; false when somebody else wrote the summary since it was read.</summary>
    private async Task<bool> TryWriteAsync(CallSummary summary, TableEntity? kept, CancellationToken cancellationToken)
    {
        var row = new TableEntity(TableKey.Encode(summary.CallSid), RowKey);
        CallSummaryColumns.Write(row, summary);
        TableTransactionAction[] both =
        [
            kept is null ? new(TableTransactionActionType.Add, row) : new(TableTransactionActionType.UpdateReplace, row, kept.ETag),
            new(TableTransactionActionType.UpsertReplace, SummaryStage.Of(summary).Write(summary.CallSid)),
        ];
        try
        {
            await calls.SubmitTransactionAsync(both, cancellationToken);
            return true;
        }
        catch (RequestFailedException race) when (race.Status is 409 or 412 || race.ErrorCode == TableErrorCode.ResourceNotFound.ToString())
        {
            return false;
        }
    }
}
