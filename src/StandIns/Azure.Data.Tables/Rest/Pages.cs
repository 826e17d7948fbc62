using System.Runtime.CompilerServices;

namespace Azure.Data.Tables.Rest;

/// <summary>Loads one page after the other, from a continuation token on, until the service names no further one.</summary>
internal sealed class Pages<T>(Func<string?, int?, CancellationToken, Page<T>> load, int? maxPerPage, CancellationToken cancellationToken)
    : Pageable<T>(cancellationToken)
    where T : notnull
{
    public override IEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            var page = load(continuationToken, pageSizeHint ?? maxPerPage, CancellationToken);
            yield return page;
            continuationToken = page.ContinuationToken;
        }
        while (!string.IsNullOrEmpty(continuationToken));
    }
}

/// <inheritdoc cref="Pages{T}" />
internal sealed class AsyncPages<T>(
    Func<string?, int?, CancellationToken, Task<Page<T>>> load, int? maxPerPage, CancellationToken cancellationToken)
    : AsyncPageable<T>(cancellationToken)
    where T : notnull
{
    public override IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null) =>
        LoadAsync(continuationToken, pageSizeHint ?? maxPerPage, CancellationToken.None);

    private async IAsyncEnumerable<Page<T>> LoadAsync(
        string? continuationToken, int? pageSize, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // One token came with the query, another may come with the enumeration.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(CancellationToken, cancellationToken);
        do
        {
            var page = await load(continuationToken, pageSize, either.Token).ConfigureAwait(false);
            yield return page;
            continuationToken = page.ContinuationToken;
        }
        while (!string.IsNullOrEmpty(continuationToken));
    }
}
