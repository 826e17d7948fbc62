using Azure.Data.Tables;

namespace TwilioFunctions.Core.Calls;

/// <summary>The rows of a call as they were read for a write: their columns, without payloads.</summary>
internal sealed class CallRows
{
    /// <summary>Prefix of the rows that <c>NotificationClaimStore</c> writes into a call's partition. They say nothing about the call.</summary>
    public const string ClaimPrefix = "claim|";

    private readonly Dictionary<string, TableEntity> rows = new(StringComparer.Ordinal);

    /// <summary>Row <c>call</c>; null before the first write.</summary>
    public TableEntity? State { get; private set; }

    /// <summary>Whether the partition is empty.</summary>
    public bool IsEmpty => rows.Count == 0 && State is null;

    public void Add(TableEntity row)
    {
        if (row.RowKey == CallWriter.StateRowKey)
            State = row;
        else
            rows[row.RowKey] = row;
    }

    public TableEntity? Find(string rowKey) => rows.GetValueOrDefault(rowKey);

    public TableEntity? FindByEnd(string end) => rows.Values.FirstOrDefault(row => row.RowKey.EndsWith(end, StringComparison.Ordinal));

    /// <summary>Adds a row, or replaces the one that is kept if it arrived later.</summary>
    public static IReadOnlyList<TableTransactionAction> PutEarliest(TableEntity row, TableEntity? kept)
    {
        if (kept is null)
            return [new(TableTransactionActionType.Add, row)];
        if (kept.GetDateTimeOffset(CallbackColumns.ReceivedAt) <= row.GetDateTimeOffset(CallbackColumns.ReceivedAt))
            return [];
        row.RowKey = kept.RowKey;
        return [new(TableTransactionActionType.UpdateReplace, row, kept.ETag)];
    }

    /// <summary>What the rows say once <paramref name="changes"/> are made.</summary>
    public CallFacts Facts(IEnumerable<TableTransactionAction> changes)
    {
        var changed = changes.Select(change => (TableEntity)change.Entity).ToDictionary(row => row.RowKey, StringComparer.Ordinal);
        var facts = new CallFacts();
        foreach (var row in rows.Values.Where(row => !changed.ContainsKey(row.RowKey)).Concat(changed.Values))
            facts.Add(row);
        return facts;
    }
}
