namespace Azure.Data.Tables.Entities;

/// <summary>
/// The types that have to be named because JSON cannot tell them.
/// Source: https://learn.microsoft.com/rest/api/storageservices/payload-format-for-table-service-operations#property-types-in-a-json-feed
/// </summary>
internal static class EdmType
{
    public const string Binary = "Edm.Binary";
    public const string DateTime = "Edm.DateTime";
    public const string Double = "Edm.Double";
    public const string Guid = "Edm.Guid";
    public const string Int64 = "Edm.Int64";
}
