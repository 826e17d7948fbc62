namespace Azure.Data.Tables.Rest;

/// <summary>Checks the keys: they may be empty but never missing.</summary>
internal static class EntityKeys
{
    public static void Require(ITableEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        Require(entity.PartitionKey, entity.RowKey);
    }

    public static void Require(string partitionKey, string rowKey)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
    }
}
