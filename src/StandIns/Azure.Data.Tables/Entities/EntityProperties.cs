namespace Azure.Data.Tables.Entities;

/// <summary>The names that the protocol itself gives to properties of an entity.</summary>
internal static class EntityProperties
{
    public const string PartitionKey = "PartitionKey";
    public const string RowKey = "RowKey";
    public const string Timestamp = "Timestamp";

    /// <summary>How an entity that was read carries its ETag, also among the keys of a <see cref="TableEntity"/>.</summary>
    public const string ETag = "odata.etag";

    public const string Metadata = "odata.metadata";

    /// <summary>Follows the name of a property whose type JSON cannot tell.</summary>
    public const string TypeSuffix = "@odata.type";
}
