using System.Text.Json;
using Azure.Data.Tables.Entities;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables.Rest;

/// <summary>Reads what the service answers.</summary>
internal static class TableAnswers
{
    public static Response<TableItem> CreatedTable(Response response)
    {
        using var json = Parse(response);
        return Response.FromValue(TableOf(json.RootElement), response);
    }

    public static Page<TableItem> Tables(Response response)
    {
        using var json = Parse(response);
        response.Headers.TryGetValue("x-ms-continuation-NextTableName", out var next);
        return Page<TableItem>.FromValues([.. Values(json).Select(TableOf)], next, response);
    }

    public static Response<T> Entity<T>(Response response) where T : class, ITableEntity
    {
        using var json = Parse(response);
        return Response.FromValue(EntityReader.Read<T>(json.RootElement), response);
    }

    public static NullableResponse<T> EntityIfExists<T>(Response response) where T : class, ITableEntity =>
        response.Status == 404 ? new NoEntityResponse<T>(response) : Entity<T>(response);

    public static Page<T> Entities<T>(Response response) where T : class, ITableEntity
    {
        using var json = Parse(response);
        return Page<T>.FromValues([.. Values(json).Select(EntityReader.Read<T>)], EntityContinuation.TokenOf(response), response);
    }

    private static JsonDocument Parse(Response response) => JsonDocument.Parse(response.Content.ToMemory());

    private static JsonElement.ArrayEnumerator Values(JsonDocument json) => json.RootElement.GetProperty("value").EnumerateArray();

    private static TableItem TableOf(JsonElement json) => new(json.GetProperty("TableName").GetString()!);
}
