using Azure.Data.Tables.Rest;

namespace Azure.Data.Tables.Transactions;

internal static class TransactionActionRequests
{
    public static TableRequest ToRequest(this TableTransactionAction action, string table)
    {
        var entity = action.Entity;
        EntityKeys.Require(entity);
        return action.ActionType switch
        {
            TableTransactionActionType.Add => TableRequests.Insert(table, entity),
            TableTransactionActionType.Delete => TableRequests.Delete(table, entity.PartitionKey, entity.RowKey, action.ETag),
            TableTransactionActionType.UpdateMerge => TableRequests.Write(table, entity, TableUpdateMode.Merge, IfMatchOf(action)),
            TableTransactionActionType.UpdateReplace => TableRequests.Write(table, entity, TableUpdateMode.Replace, IfMatchOf(action)),
            TableTransactionActionType.UpsertMerge => TableRequests.Write(table, entity, TableUpdateMode.Merge, ifMatch: null),
            TableTransactionActionType.UpsertReplace => TableRequests.Write(table, entity, TableUpdateMode.Replace, ifMatch: null),
            _ => throw new InvalidOperationException("Unknown request type."),
        };
    }

    // An update without an ETag goes out as an upsert, as it does with the real client.
    private static ETag? IfMatchOf(TableTransactionAction action) => action.ETag == default ? null : action.ETag;
}
