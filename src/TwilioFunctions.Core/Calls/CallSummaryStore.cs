using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Calls;

/// <summary>
/// Keeps one summary for each call, the one that knows most, and the day's entry in the index. Safe to run twice, in any order and
/// on several instances at once.
/// </summary>
public sealed class CallSummaryStore(TableServiceClient tables)
{
    /// <summary>The row of a call's partition that holds the summary.</summary>
    public const string RowKey = "summary";

    private const string IndexKeys = "IndexKeys";

    // Each lost race means that somebody else made progress, so this many in a row are a fault.
    private const int MaxRaces = 50;

    private readonly TableClient calls = tables.GetTableClient(TableNames.Calls);
    private readonly TableClient index = tables.GetTableClient(TableNames.CallIndex);

    /// <summary>Keeps <paramref name="summary"/> if it knows more than what is kept; true when it is, or already was, the one that stays.</summary>
    /// <exception cref="RequestFailedException">Storage failed; nothing is half done that a second run would not finish.</exception>
    public async Task<bool> PutAsync(CallSummary summary, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(summary);
        for (var race = 0; race < MaxRaces; race++)
        {
            var kept = await FindAsync(summary.CallSid, cancellationToken);
            if (kept is not null && CallSummaryColumns.Read(kept).Rank.Beats(summary.Rank))
                return false;

            // The same event again: the run before may have died between the summary and the index.
            var again = kept is not null && CallSummaryColumns.Read(kept).EventId == summary.EventId;
            if ((again ? kept : await TryWriteAsync(summary, kept, cancellationToken)) is { } written)
            {
                await IndexAsync(written, cancellationToken);
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

    /// <summary>The row as it was written; null when somebody else wrote it since it was read.</summary>
    private async Task<TableEntity?> TryWriteAsync(CallSummary summary, TableEntity? kept, CancellationToken cancellationToken)
    {
        var row = new TableEntity(TableKey.Encode(summary.CallSid), RowKey);
        CallSummaryColumns.WriteAll(row, summary);
        row[IndexKeys] = string.Join('\n', IndexKeysOf(kept).Append(CallIndexKey.Of(summary)).Distinct());
        try
        {
            var response = kept is null
                ? await calls.AddEntityAsync(row, cancellationToken)
                : await calls.UpdateEntityAsync(row, kept.ETag, TableUpdateMode.Replace, cancellationToken);
            row.ETag = response.Headers.ETag ?? default;
            return row;
        }
        catch (RequestFailedException race) when (race.Status is 409 or 412 || race.ErrorCode == TableErrorCode.ResourceNotFound.ToString())
        {
            return null;
        }
    }

    /// <summary>
    /// Brings the index in line with the summary as it is kept, until it has not changed meanwhile. Every place that the call ever
    /// had is named in the summary's row, so that a summary with another start time leaves no second entry behind.
    /// </summary>
    private async Task IndexAsync(TableEntity kept, CancellationToken cancellationToken)
    {
        while (true)
        {
            var summary = CallSummaryColumns.Read(kept);
            var key = CallIndexKey.Of(summary);
            var entry = new TableEntity(key.Partition, key.Row);
            CallSummaryColumns.WriteListed(entry, summary);
            await index.UpsertEntityAsync(entry, TableUpdateMode.Replace, cancellationToken);
            foreach (var stale in IndexKeysOf(kept).Where(other => other != key))
                await index.DeleteEntityAsync(stale.Partition, stale.Row, ETag.All, cancellationToken);

            if (await FindAsync(summary.CallSid, cancellationToken) is not { } now || now.ETag == kept.ETag)
                return;
            kept = now;
        }
    }

    private static IEnumerable<CallIndexKey> IndexKeysOf(TableEntity? kept) =>
        kept?.GetString(IndexKeys)?.Split('\n').Select(CallIndexKey.Parse) ?? [];
}
