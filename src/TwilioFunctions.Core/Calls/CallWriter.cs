using Azure;
using Azure.Data.Tables;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Calls;

/// <summary>Keeps the list of a day's calls in step with what is known of each.</summary>
internal interface ICallList
{
    /// <summary>Writes the list entry of a call whose rows were written without it.</summary>
    /// <param name="callSid"><c>CA…</c></param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="RequestFailedException">Storage failed; a second run finishes what is half done.</exception>
    Task RefreshAsync(string callSid, CancellationToken cancellationToken);
}

/// <summary>
/// Writes the rows of a call and keeps its entry in the list of the day in step. Each write is one transaction with row <c>call</c>,
/// which holds the list entry, the places that the entry ever had and, in column <c>Behind</c>, whether the list still has to be
/// written. So one of several concurrent writers wins and the others derive the entry anew, and any later run can tell that the one
/// before it died, and finish its work.
/// Storage requests: two for a row that changes nothing in the list (a query of the columns, a transaction), four for one that does,
/// one more for the first row of a call. A row that is there already costs three.
/// </summary>
internal sealed class CallWriter(TableServiceClient tables, RetentionIndex retention) : ICallList
{
    /// <summary>The row that the list entry is made from.</summary>
    internal const string StateRowKey = "call";

    /// <summary>The column of that row with every place that the call has had in the list; the last is where it is.</summary>
    internal const string IndexKeys = "IndexKeys";

    /// <summary>The most rows that one write takes: a transaction has 100, and one of them is row <c>call</c>.</summary>
    internal const int MaxRows = 99;

    // Earlier versions wrote the row without this column: then nothing says that the list is written.
    private const string Behind = "Behind";

    // Each conflict means that another writer made progress, so this many in a row are a fault.
    private const int MaxConflicts = 100;

    private static readonly IReadOnlyList<string> Columns = ["PartitionKey", "RowKey", "Timestamp", "CallSid", IndexKeys, Behind, .. CallFacts.Columns];

    private readonly TableClient calls = tables.GetTableClient(TableNames.Calls);
    private readonly TableClient index = tables.GetTableClient(TableNames.CallIndex);

    /// <summary>Writes rows of a call and its list entry.</summary>
    /// <param name="callSid"><c>CA…</c></param>
    /// <param name="changes">
    /// Chooses what to write, given what is there; runs again after each conflict. Without changes, the list entry alone is repaired.
    /// </param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="RequestFailedException">Storage failed; a second run finishes what is half done.</exception>
    internal Task WriteAsync(string callSid, Func<CallRows, IReadOnlyList<TableTransactionAction>> changes, CancellationToken cancellationToken) =>
        WriteAsync(TableKey.Encode(callSid), callSid, changes, cancellationToken);

    /// <summary>Writes rows that belong to a conference, a message, a recording or an interaction; these aren't listed.</summary>
    /// <param name="sid">The resource's SID.</param>
    /// <param name="changes">Chooses what to write, given what is there.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="RequestFailedException">Storage failed.</exception>
    internal Task WriteUnlistedAsync(string sid, Func<CallRows, IReadOnlyList<TableTransactionAction>> changes, CancellationToken cancellationToken) =>
        WriteAsync(TableKey.Encode(sid), callSid: null, changes, cancellationToken);

    /// <inheritdoc />
    public Task RefreshAsync(string callSid, CancellationToken cancellationToken) => WriteAsync(callSid, _ => [], cancellationToken);

    private async Task WriteAsync(
        string partition, string? callSid, Func<CallRows, IReadOnlyList<TableTransactionAction>> changes, CancellationToken cancellationToken)
    {
        for (var conflicts = 0; conflicts < MaxConflicts; conflicts++)
        {
            var rows = await ReadAsync(partition, cancellationToken);
            List<TableTransactionAction> actions = [.. changes(rows)];
            if (callSid is null)
            {
                if (actions.Count == 0 || await TrySubmitAsync(partition, rows, actions, cancellationToken))
                    return;
                continue;
            }

            var facts = rows.Facts(actions);
            if (facts.IsEmpty)
            {
                // The claim of a notification that rang nobody: it must be found when it has expired.
                if (!rows.IsEmpty)
                    await retention.LeadToCallAsync(partition, cancellationToken);
                return;
            }
            var state = rows.State;
            var next = StateOf(CallListing.Create(callSid, facts, state?.GetString("AccountSid")), state);
            var isListed = state?.GetBoolean(Behind) is false && IsSame(next, state);
            if (actions.Count == 0 && isListed)
            {
                // The message came again. The run before may have died after it wrote an older entry over this one.
                await ListAsync(state!, everywhere: true, cancellationToken);
                return;
            }

            next[Behind] = !isListed;
            actions.Add(state is null
                ? new(TableTransactionActionType.Add, next)
                : new(TableTransactionActionType.UpdateReplace, next, state.ETag));
            if (!await TrySubmitAsync(partition, rows, actions, cancellationToken))
                continue;
            if (!isListed)
                await ListAsync(next, everywhere: state is not null && (state.GetBoolean(Behind) is not false || HasMoved(state, next)), cancellationToken);
            return;
        }
        throw new InvalidOperationException($"Other writers changed the rows of {callSid ?? partition} {MaxConflicts} times in a row.");
    }

    /// <summary>The columns of the rows, without payloads: how much is read doesn't grow with what Twilio sent.</summary>
    private async Task<CallRows> ReadAsync(string partition, CancellationToken cancellationToken)
    {
        var rows = new CallRows();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition}");
        await foreach (var row in calls.QueryAsync<TableEntity>(filter, select: Columns, cancellationToken: cancellationToken))
        {
            if (IncomingRequestColumns.LacksFacts(row))
            {
                var whole = await calls.GetEntityIfExistsAsync<TableEntity>(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
                if (whole.HasValue)
                    IncomingRequestColumns.WriteFacts(row, IncomingRequestColumns.Read(whole.Value!));
            }
            rows.Add(row);
        }
        return rows;
    }

    private static TableEntity StateOf(CallListing listing, TableEntity? known)
    {
        var row = new TableEntity(TableKey.Encode(listing.CallSid), StateRowKey);
        CallListingColumns.Write(row, listing);
        var place = CallIndexKey.Of(listing);
        row[IndexKeys] = string.Join('\n', IndexKeysOf(known).Where(key => key != place).Append(place));
        return row;
    }

    /// <summary>False if another writer changed one of the rows since they were read, or this request's own first try did. Row <c>call</c> has its new ETag then.</summary>
    private async Task<bool> TrySubmitAsync(string partition, CallRows rows, List<TableTransactionAction> actions, CancellationToken cancellationToken)
    {
        if (rows.State is null)
            await retention.LeadToCallAsync(partition, cancellationToken);
        try
        {
            var responses = await calls.SubmitTransactionAsync(actions, cancellationToken);
            actions[^1].Entity.ETag = responses.Value[^1].Headers.ETag ?? default;
            return true;
        }
        catch (RequestFailedException ex) when (StorageFault.IsLostRace(ex))
        {
            return false;
        }
    }

    /// <summary>
    /// Writes the list entry until row <c>call</c> didn't change meanwhile, and says so in the row. An older entry may have been
    /// written over a newer one, and where the call isn't any more.
    /// </summary>
    private async Task ListAsync(TableEntity state, bool everywhere, CancellationToken cancellationToken)
    {
        while (true)
        {
            var places = IndexKeysOf(state).ToList();
            var entry = new TableEntity(places[^1].Partition, places[^1].Row);
            CallListingColumns.Write(entry, CallListingColumns.Read(state));
            await index.UpsertEntityAsync(entry, TableUpdateMode.Replace, cancellationToken);
            if (everywhere)
                await DeleteEntriesAsync(places[..^1], cancellationToken);

            if (await TryMarkListedAsync(state, cancellationToken))
                return;
            var current = await calls.GetEntityIfExistsAsync<TableEntity>(state.PartitionKey, state.RowKey, cancellationToken: cancellationToken);
            if (!current.HasValue)
            {
                // The call was swept meanwhile.
                await DeleteEntriesAsync(places, cancellationToken);
                return;
            }
            (state, everywhere) = (current.Value!, true);
        }
    }

    private async Task<bool> TryMarkListedAsync(TableEntity state, CancellationToken cancellationToken)
    {
        try
        {
            await calls.UpdateEntityAsync(new TableEntity(state.PartitionKey, state.RowKey) { [Behind] = false }, state.ETag, TableUpdateMode.Merge, cancellationToken);
            return true;
        }
        catch (RequestFailedException ex) when (StorageFault.IsLostRace(ex))
        {
            return false;
        }
    }

    private async Task DeleteEntriesAsync(IEnumerable<CallIndexKey> places, CancellationToken cancellationToken)
    {
        foreach (var place in places)
            await index.DeleteEntityAsync(place.Partition, place.Row, ETag.All, cancellationToken);
    }

    private static bool HasMoved(TableEntity state, TableEntity next) => state.GetString(IndexKeys) != next.GetString(IndexKeys);

    private static bool IsSame(TableEntity next, TableEntity state) =>
        CallListingColumns.Read(next) is var listing
        && CallListingColumns.Read(state) is var known
        && listing with { Tags = known.Tags } == known
        && listing.Tags.SequenceEqual(known.Tags)
        && !HasMoved(state, next);

    /// <summary>Every place that the call has had in the list; the last one is where it is.</summary>
    internal static IEnumerable<CallIndexKey> IndexKeysOf(TableEntity? state) =>
        state?.GetString(IndexKeys)?.Split('\n').Select(CallIndexKey.TryParse).OfType<CallIndexKey>() ?? [];
}
