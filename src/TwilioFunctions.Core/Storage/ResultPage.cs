using Azure;
using Azure.Data.Tables;

namespace TwilioFunctions.Core.Storage;

/// <summary>A page of a list.</summary>
/// <param name="Items">May be fewer than asked for, even none, and still not be the last.</param>
/// <param name="ContinuationToken">Gives the next page; null after the last.</param>
internal sealed record ResultPage<T>(IReadOnlyList<T> Items, string? ContinuationToken);

/// <summary>Reads pages.</summary>
internal static class ResultPages
{
    /// <summary>Null if the continuation token is invalid: it must come from a page of the same table and filter.</summary>
    public static async Task<ResultPage<T>?> ReadPageAsync<T>(
        this TableClient table, string filter, int pageSize, string? continuationToken, Func<TableEntity, T> read, CancellationToken cancellationToken)
    {
        var query = $"{table.Name}?{filter}";
        if (!ContinuationToken.TryDecode(continuationToken, query, out var token))
            return null;
        var pages = table.QueryAsync<TableEntity>(filter, pageSize, cancellationToken: cancellationToken).AsPages(token, pageSize);
        try
        {
            await foreach (var page in pages)
                return new ResultPage<T>([.. page.Values.Select(read)], ContinuationToken.Encode(page.ContinuationToken, query));
        }
        catch (RequestFailedException refused) when (refused.Status == 400 && token is not null)
        {
            return null;
        }
        return new ResultPage<T>([], null);
    }
}
