using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace TwilioFunctions.Core.Bindings;

/// <summary>
/// The operations of a batch on one identity, in entity group transactions. A transaction is done whole or not at all, so what is planned
/// for it counts only once it has succeeded. When an operation of it fails, none was done: the rows are read again, and the others go on.
/// Source: https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions
/// </summary>
internal sealed class PartitionBatch(
    TableClient table, string accountSid, string partition, IReadOnlyList<BatchItem> items, int limit, TimeProvider time)
{
    /// <summary>As many as the service takes.</summary>
    public const int MaxActions = 100;

    // The service takes 4 MiB.
    private const int MaxBytes = 3 * 1024 * 1024;

    private const int MaxRaces = 10;

    private readonly Dictionary<int, BatchResult> results = [];
    private readonly Dictionary<int, int> races = [];
    private readonly Dictionary<int, BatchStatus> tried = [];
    private readonly string batchId = Guid.NewGuid().ToString("n");
    private readonly Dictionary<string, TableEntity> rows = new(StringComparer.Ordinal);
    private int maxActions = MaxActions;

    /// <summary>What became of each operation whose fate is known, by its place in the batch; also after a failure.</summary>
    public IReadOnlyDictionary<int, BatchResult> Results => results;

    /// <summary>Carries the operations out.</summary>
    /// <exception cref="RequestFailedException">Storage failed.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await ReadRowsAsync(cancellationToken);
        for (var next = 0; next < items.Count; next++)
        {
            if (results.ContainsKey(items[next].Index))
                continue;
            var plan = Plan(next);
            if (await TrySubmitAsync(plan, cancellationToken))
                continue;
            await ReadRowsAsync(cancellationToken);
            next--;
        }
        await KeepLimitAsync(cancellationToken);
    }

    private async Task ReadRowsAsync(CancellationToken cancellationToken)
    {
        rows.Clear();
        await foreach (var row in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken: cancellationToken))
            rows[row.RowKey] = row;
    }

    /// <summary>As many of the operations from <paramref name="start"/> on as fit into one transaction, which may hold a row only once.</summary>
    private List<PlannedAction> Plan(int start)
    {
        var plan = new List<PlannedAction>();
        var touched = new HashSet<string>(StringComparer.Ordinal);
        var (count, actions, bytes) = (rows.Count, 0, 0);
        foreach (var item in items.Skip(start).Where(item => !results.ContainsKey(item.Index)))
        {
            if (!touched.Add(item.BindingId))
                break;
            var planned = Plan(item, count);
            if (planned.Action is not null)
            {
                bytes += BytesOf(planned.Action.Entity);
                if (actions == maxActions || (actions > 0 && bytes > MaxBytes))
                    break;
                actions++;
            }
            count += planned.Action is null ? 0 : planned.Status switch { BatchStatus.Created => 1, BatchStatus.Deleted => -1, _ => 0 };
            plan.Add(planned);
        }
        return plan;
    }

    private PlannedAction Plan(BatchItem item, int count)
    {
        var current = rows.GetValueOrDefault(item.BindingId);
        // The conflict was the transaction's own first try, whose response was lost.
        if (tried.TryGetValue(item.Index, out var status)
            && (status == BatchStatus.Deleted ? current is null : current is not null && BindingColumns.WriteIdOf(current) == WriteIdOf(item)))
            return new PlannedAction(item, status, current is null ? null : BindingColumns.Read(current), null);
        if (item.Operation.Binding is not { } binding)
        {
            return current is null
                ? new PlannedAction(item, BatchStatus.NotFound, null, null)
                : new PlannedAction(item, BatchStatus.Deleted, null, new TableTransactionAction(TableTransactionActionType.Delete, current, current.ETag));
        }
        if (current is null && count >= limit)
            return new PlannedAction(item, BatchStatus.TooMany, null, null);

        var now = time.GetUtcNow();
        var written = binding with
        {
            AccountSid = accountSid,
            CreatedAt = current is null ? now : BindingColumns.CreatedAtOf(current) ?? now,
            UpdatedAt = now,
        };
        var row = BindingColumns.Write(written, WriteIdOf(item));
        return current is null
            ? new PlannedAction(item, BatchStatus.Created, written, new TableTransactionAction(TableTransactionActionType.Add, row))
            : new PlannedAction(item, BatchStatus.Replaced, written, new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, current.ETag));
    }

    private string WriteIdOf(BatchItem item) => $"{batchId}-{item.Index}";

    /// <summary>False when the rows must be read again before anything else is done.</summary>
    private async Task<bool> TrySubmitAsync(List<PlannedAction> plan, CancellationToken cancellationToken)
    {
        List<PlannedAction> actions = [.. plan.Where(planned => planned.Action is not null)];
        foreach (var planned in actions)
            tried[planned.Item.Index] = planned.Status;
        try
        {
            var answers = actions.Count == 0 ? [] : (await table.SubmitTransactionAsync(actions.Select(planned => planned.Action!), cancellationToken)).Value;
            foreach (var planned in plan.Where(planned => planned.Action is null))
                Tell(planned.Item, planned.Status, planned.Binding);
            return Keep(actions, answers);
        }
        catch (RequestFailedException failure) when (IsOfOneOperation(failure))
        {
            Blame(actions, failure);
            return false;
        }
    }

    private bool Keep(List<PlannedAction> actions, IReadOnlyList<Response> answers)
    {
        var known = true;
        foreach (var (planned, answer) in actions.Zip(answers))
        {
            var row = (TableEntity)planned.Action!.Entity;
            if (planned.Status == BatchStatus.Deleted)
            {
                rows.Remove(row.RowKey);
                Tell(planned.Item, planned.Status, null);
                continue;
            }
            row.ETag = answer.Headers.ETag ?? default;
            known &= row.ETag != default;
            rows[row.RowKey] = row;
            Tell(planned.Item, planned.Status, planned.Binding! with { ETag = row.ETag });
        }
        return known;
    }

    // A race (404, 409, 412), or something in the row that storage will never take (400, 413). A missing table is nobody's fault here.
    private static bool IsOfOneOperation(RequestFailedException failure) =>
        failure.Status is 400 or 404 or 409 or 412 or 413 && failure.ErrorCode != TableErrorCode.TableNotFound.ToString();

    private void Blame(List<PlannedAction> actions, RequestFailedException failure)
    {
        // Not told which it was: one by one from here on.
        var guilty = (failure as TableTransactionFailedException)?.FailedTransactionActionIndex;
        if (guilty is null && actions.Count > 1)
        {
            maxActions = 1;
            return;
        }
        var item = actions[Math.Clamp(guilty ?? 0, 0, actions.Count - 1)].Item;
        var count = races[item.Index] = races.GetValueOrDefault(item.Index) + 1;
        if (failure.Status is 400 or 413)
            Tell(item, BatchStatus.Invalid, null, $"Storage refused it: {failure.ErrorCode ?? "Bad Request"}.");
        else if (count == MaxRaces)
            Tell(item, BatchStatus.Contended, null, "Others wrote this binding at the same time. Send it again.");
    }

    /// <summary>Others may have created bindings meanwhile: who finds too many takes away what it created itself.</summary>
    private async Task KeepLimitAsync(CancellationToken cancellationToken)
    {
        if (!results.Values.Any(result => result.Status == BatchStatus.Created))
            return;
        await ReadRowsAsync(cancellationToken);
        foreach (var id in CreatedLast().TakeWhile(_ => rows.Count > limit).ToList())
        {
            try
            {
                await table.DeleteEntityAsync(partition, id, rows[id].ETag, cancellationToken);
            }
            catch (RequestFailedException renewed) when (renewed.Status == 412)
            {
                continue;
            }
            rows.Remove(id);
            foreach (var item in items.Where(item => item.BindingId == id && results[item.Index].Binding is not null))
                Tell(item, BatchStatus.TooMany, null);
        }
    }

    /// <summary>The ids that this batch created and that stand as it wrote them, the last first.</summary>
    private IEnumerable<string> CreatedLast() => items
        .Where(item => results[item.Index].Status == BatchStatus.Created)
        .Select(item => item.BindingId)
        .Distinct()
        .Reverse()
        .Where(id => rows.TryGetValue(id, out var row)
            && items.Any(item => item.BindingId == id && results[item.Index].Binding is { } binding && binding.ETag == row.ETag));

    private void Tell(BatchItem item, BatchStatus status, ClientBinding? binding, string? detail = null)
    {
        detail ??= status == BatchStatus.TooMany ? $"The identity has {limit} bindings already (Bindings__MaxPerIdentity)." : null;
        results[item.Index] = new BatchResult(status, item.Operation.Identity, item.BindingId)
        {
            Binding = binding,
            Problems = detail is null ? [] : [new BindingProblem(status == BatchStatus.TooMany ? "identity" : "", detail)],
        };
    }

    /// <summary>No less than the entity's part of the request, in which a character may become six.</summary>
    private static int BytesOf(ITableEntity entity) =>
        2048 + (6 * ((TableEntity)entity).Sum(column => column.Key.Length + ((column.Value as string)?.Length ?? 32)));
}
