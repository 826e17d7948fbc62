using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables.Entities;

namespace Azure.Data.Tables.Rest;

/// <summary>
/// The operations of the service.
/// Source: https://learn.microsoft.com/rest/api/storageservices/table-service-rest-api
/// </summary>
internal static class TableRequests
{
    public static TableRequest CreateTable(string table) => new(RequestMethod.Post, "Tables")
    {
        Body = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["TableName"] = table }),
    };

    public static TableRequest DeleteTable(string table) => new(RequestMethod.Delete, $"Tables('{Escape(table)}')") { AlsoAccepted = 404 };

    public static TableRequest QueryTables(string? filter, int? top, string? nextTable) => new(RequestMethod.Get, "Tables")
    {
        Query = TableQuery.Of(filter, select: null, top).With("NextTableName", nextTable),
    };

    public static TableRequest Insert(string table, ITableEntity entity) => new(RequestMethod.Post, table)
    {
        Body = EntityWriter.Write(entity),
        ReturnsNoContent = true,
    };

    /// <summary>Without an ETag the entity is made when it is missing.</summary>
    public static TableRequest Write(string table, ITableEntity entity, TableUpdateMode mode, ETag? ifMatch)
    {
        var method = mode == TableUpdateMode.Replace ? RequestMethod.Put : RequestMethod.Patch;
        return new TableRequest(method, EntityPath(table, entity.PartitionKey, entity.RowKey))
        {
            Body = EntityWriter.Write(entity),
            IfMatch = ifMatch,
        };
    }

    public static TableRequest Delete(string table, string partitionKey, string rowKey, ETag ifMatch) =>
        new(RequestMethod.Delete, EntityPath(table, partitionKey, rowKey))
        {
            IfMatch = ifMatch == default ? ETag.All : ifMatch,
            AlsoAccepted = 404,
        };

    public static TableRequest Get(string table, string partitionKey, string rowKey, IEnumerable<string>? select) =>
        new(RequestMethod.Get, EntityPath(table, partitionKey, rowKey)) { Query = TableQuery.Of(filter: null, select, top: null) };

    public static TableRequest QueryEntities(
        string table, string? filter, IEnumerable<string>? select, int? top, EntityContinuation next) =>
        new(RequestMethod.Get, $"{table}()")
        {
            Query = TableQuery.Of(filter, select, top).With("NextPartitionKey", next.PartitionKey).With("NextRowKey", next.RowKey),
        };

    private static string EntityPath(string table, string partitionKey, string rowKey) =>
        $"{table}(PartitionKey='{Escape(partitionKey)}',RowKey='{Escape(rowKey)}')";

    // Quotes are doubled within OData's literals, then everything is escaped as a part of an address.
    private static string Escape(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));
}
