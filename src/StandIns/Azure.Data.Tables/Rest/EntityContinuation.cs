namespace Azure.Data.Tables.Rest;

/// <summary>
/// Where a query goes on. As a token, both keys with a space between them: the service encodes them, so they hold none.
/// Source: https://learn.microsoft.com/rest/api/storageservices/query-timeout-and-pagination
/// </summary>
internal readonly record struct EntityContinuation(string? PartitionKey, string? RowKey)
{
    public static EntityContinuation Parse(string? token)
    {
        if (string.IsNullOrEmpty(token))
            return default;
        var separator = token.IndexOf(' ', StringComparison.Ordinal);
        return separator < 0
            ? new EntityContinuation(token, null)
            : new EntityContinuation(token[..separator], token[(separator + 1)..]);
    }

    public static string? TokenOf(Response response)
    {
        if (!response.Headers.TryGetValue("x-ms-continuation-NextPartitionKey", out var partitionKey) || string.IsNullOrEmpty(partitionKey))
            return null;
        return response.Headers.TryGetValue("x-ms-continuation-NextRowKey", out var rowKey) ? $"{partitionKey} {rowKey}" : partitionKey;
    }
}
