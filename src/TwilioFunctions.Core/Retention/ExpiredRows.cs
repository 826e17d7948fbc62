using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Retention;

/// <summary>Finds expired rows without reading others, and removes rows. What it reads of them is their keys.</summary>
internal static class ExpiredRows
{
    /// <summary>As many as an entity group transaction takes.</summary>
    public const int PageSize = 100;

    private static readonly string[] keys = ["PartitionKey", "RowKey"];

    /// <summary>
    /// The partitions <c>{account}|{day}</c> of days before another, account by account. A request for each, and one for each account: from
    /// the first day that has not expired it jumps to the next account. Nobody needs to know which accounts there are.
    /// </summary>
    public static async IAsyncEnumerable<(string Partition, DateOnly Day)> ExpiredDaysAsync(
        this TableClient table, DateOnly cutoff, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {""}");
        while (await table.FirstPartitionAsync(filter, cancellationToken) is { } partition)
        {
            var end = partition.LastIndexOf(TableKey.Separator);
            var isDay = DateOnly.TryParseExact(partition.AsSpan(end + 1), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
            if (isDay && day < cutoff)
                yield return (partition, day);
            filter = isDay && day >= cutoff
                ? TableClient.CreateQueryFilter($"PartitionKey ge {partition[..end] + (char)(TableKey.Separator + 1)}")
                : TableClient.CreateQueryFilter($"PartitionKey gt {partition}");
        }
    }

    /// <summary>Rows in pages of up to <see cref="PageSize"/>, none of them empty.</summary>
    /// <param name="table">The table.</param>
    /// <param name="filter">Which rows; it names a partition, or a range of partitions whose rows have all expired.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <param name="columns">What is read beside the keys.</param>
    public static async IAsyncEnumerable<IReadOnlyList<TableEntity>> PagesAsync(
        this TableClient table, string filter, [EnumeratorCancellation] CancellationToken cancellationToken, params string[] columns)
    {
        await foreach (var page in table.QueryAsync<TableEntity>(filter, PageSize, [.. keys, .. columns], cancellationToken).AsPages())
        {
            if (page.Values.Count > 0)
                yield return page.Values;
        }
    }

    /// <summary>Removes rows, those of a partition together. Rows that somebody else has removed meanwhile are no fault.</summary>
    public static async Task RemoveAsync(this TableClient table, IEnumerable<TableEntity> rows, CancellationToken cancellationToken)
    {
        foreach (var partition in rows.GroupBy(row => row.PartitionKey, StringComparer.Ordinal))
        {
            foreach (var together in partition.Chunk(PageSize))
            {
                if (together.Length == 1 || !await table.TryRemoveTogetherAsync(together, cancellationToken))
                    await table.RemoveEachAsync(together, cancellationToken);
            }
        }
    }

    private static async Task<string?> FirstPartitionAsync(this TableClient table, string filter, CancellationToken cancellationToken)
    {
        await foreach (var row in table.QueryAsync<TableEntity>(filter, maxPerPage: 1, keys, cancellationToken))
            return row.PartitionKey;
        return null;
    }

    private static async Task<bool> TryRemoveTogetherAsync(this TableClient table, TableEntity[] rows, CancellationToken cancellationToken)
    {
        try
        {
            await table.SubmitTransactionAsync(rows.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All)), cancellationToken);
            return true;
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            return false;
        }
    }

    private static async Task RemoveEachAsync(this TableClient table, IEnumerable<TableEntity> rows, CancellationToken cancellationToken)
    {
        foreach (var row in rows)
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
    }
}
