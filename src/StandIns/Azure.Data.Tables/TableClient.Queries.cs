using System.Linq.Expressions;
using Azure.Data.Tables.Filters;
using Azure.Data.Tables.Rest;

namespace Azure.Data.Tables;

public partial class TableClient
{
    public static string CreateQueryFilter(FormattableString filter) => ODataFilter.Create(filter);

    public static string CreateQueryFilter<T>(Expression<Func<T, bool>> filter) => ExpressionFilter.Create(filter);

    public virtual Pageable<T> Query<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        Page<T> Load(string? continuation, int? pageSize, CancellationToken token) =>
            TableAnswers.Entities<T>(Transport.Send(QueryRequest(filter, select, pageSize, continuation), token));
        return new Pages<T>(Load, maxPerPage, cancellationToken);
    }

    public virtual AsyncPageable<T> QueryAsync<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        async Task<Page<T>> LoadAsync(string? continuation, int? pageSize, CancellationToken token) => TableAnswers.Entities<T>(
            await Transport.SendAsync(QueryRequest(filter, select, pageSize, continuation), token).ConfigureAwait(false));
        return new AsyncPages<T>(LoadAsync, maxPerPage, cancellationToken);
    }

    public virtual Pageable<T> Query<T>(
        Expression<Func<T, bool>> filter,
        int? maxPerPage = null,
        IEnumerable<string>? select = null,
        CancellationToken cancellationToken = default)
        where T : class, ITableEntity => Query<T>(ExpressionFilter.Create(filter), maxPerPage, select, cancellationToken);

    public virtual AsyncPageable<T> QueryAsync<T>(
        Expression<Func<T, bool>> filter,
        int? maxPerPage = null,
        IEnumerable<string>? select = null,
        CancellationToken cancellationToken = default)
        where T : class, ITableEntity => QueryAsync<T>(ExpressionFilter.Create(filter), maxPerPage, select, cancellationToken);

    private TableRequest QueryRequest(string? filter, IEnumerable<string>? select, int? pageSize, string? continuation) =>
        TableRequests.QueryEntities(Name, filter, select, pageSize, EntityContinuation.Parse(continuation));
}
