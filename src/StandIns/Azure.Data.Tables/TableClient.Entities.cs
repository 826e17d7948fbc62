using Azure.Data.Tables.Rest;

namespace Azure.Data.Tables;

public partial class TableClient
{
    public virtual Response AddEntity<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity => Transport.Send(InsertRequest(entity), cancellationToken);

    public virtual Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity => SendAsync(() => InsertRequest(entity), cancellationToken);

    public virtual Response<T> GetEntity<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        TableAnswers.Entity<T>(Transport.Send(GetRequest(partitionKey, rowKey, select), cancellationToken));

    public virtual async Task<Response<T>> GetEntityAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        TableAnswers.Entity<T>(await SendAsync(() => GetRequest(partitionKey, rowKey, select), cancellationToken).ConfigureAwait(false));

    public virtual NullableResponse<T> GetEntityIfExists<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        TableAnswers.EntityIfExists<T>(Transport.Send(FindRequest(partitionKey, rowKey, select), cancellationToken));

    public virtual async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        TableAnswers.EntityIfExists<T>(
            await SendAsync(() => FindRequest(partitionKey, rowKey, select), cancellationToken).ConfigureAwait(false));

    public virtual Response UpsertEntity<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity => Transport.Send(UpsertRequest(entity, mode), cancellationToken);

    public virtual Task<Response> UpsertEntityAsync<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity => SendAsync(() => UpsertRequest(entity, mode), cancellationToken);

    public virtual Response UpdateEntity<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity => Transport.Send(UpdateRequest(entity, ifMatch, mode), cancellationToken);

    public virtual Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity => SendAsync(() => UpdateRequest(entity, ifMatch, mode), cancellationToken);

    public virtual Response DeleteEntity(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        Transport.Send(DeleteRequest(partitionKey, rowKey, ifMatch), cancellationToken);

    public virtual Task<Response> DeleteEntityAsync(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        SendAsync(() => DeleteRequest(partitionKey, rowKey, ifMatch), cancellationToken);

    public virtual Response DeleteEntity(ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return DeleteEntity(entity.PartitionKey, entity.RowKey, ifMatch, cancellationToken);
    }

    public virtual Task<Response> DeleteEntityAsync(
        ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return DeleteEntityAsync(entity.PartitionKey, entity.RowKey, ifMatch, cancellationToken);
    }

    // The request is made within the task, so that a caller's mistake comes out where the task is awaited.
    private async Task<Response> SendAsync(Func<TableRequest> request, CancellationToken cancellationToken) =>
        await Transport.SendAsync(request(), cancellationToken).ConfigureAwait(false);

    private TableRequest InsertRequest(ITableEntity entity)
    {
        EntityKeys.Require(entity);
        return TableRequests.Insert(Name, entity);
    }

    private TableRequest UpsertRequest(ITableEntity entity, TableUpdateMode mode)
    {
        EntityKeys.Require(entity);
        return TableRequests.Write(Name, entity, mode, ifMatch: null);
    }

    private TableRequest UpdateRequest(ITableEntity entity, ETag ifMatch, TableUpdateMode mode)
    {
        EntityKeys.Require(entity);
        if (ifMatch == default)
            throw new ArgumentException("Value cannot be empty.", nameof(ifMatch));
        return TableRequests.Write(Name, entity, mode, ifMatch);
    }

    private TableRequest GetRequest(string partitionKey, string rowKey, IEnumerable<string>? select)
    {
        EntityKeys.Require(partitionKey, rowKey);
        return TableRequests.Get(Name, partitionKey, rowKey, select);
    }

    private TableRequest FindRequest(string partitionKey, string rowKey, IEnumerable<string>? select) =>
        GetRequest(partitionKey, rowKey, select) with { AlsoAccepted = 404 };

    private TableRequest DeleteRequest(string partitionKey, string rowKey, ETag ifMatch)
    {
        EntityKeys.Require(partitionKey, rowKey);
        return TableRequests.Delete(Name, partitionKey, rowKey, ifMatch);
    }
}
