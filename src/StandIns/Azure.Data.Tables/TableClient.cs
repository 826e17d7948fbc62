using Azure.Core;
using Azure.Data.Tables.Models;
using Azure.Data.Tables.Rest;

namespace Azure.Data.Tables;

public partial class TableClient
{
    private readonly TableAccount account;

    public TableClient(string connectionString, string tableName)
        : this(connectionString, tableName, null)
    {
    }

    public TableClient(string connectionString, string tableName, TableClientOptions? options = null)
        : this(TableAccount.From(connectionString, options), tableName)
    {
    }

    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential)
        : this(endpoint, tableName, credential, null)
    {
    }

    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential, TableClientOptions? options = null)
        : this(TableAccount.From(endpoint, credential, options), tableName)
    {
    }

    public TableClient(Uri endpoint, string tableName, TokenCredential tokenCredential, TableClientOptions? options = null)
        : this(TableAccount.From(endpoint, tokenCredential, options), tableName)
    {
    }

    public TableClient(Uri endpoint, AzureSasCredential credential, TableClientOptions? options = null)
    {
        var address = TableAddress.Parse(endpoint);
        account = TableAccount.From(address.AccountEndpoint, credential, options);
        Name = address.TableName;
    }

    public TableClient(Uri endpoint, TableClientOptions? options = null)
    {
        var address = TableAddress.Parse(endpoint);
        account = TableAccount.From(address.AccountEndpoint, options);
        Name = address.TableName;
    }

    internal TableClient(TableAccount account, string tableName)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        this.account = account;
        Name = tableName;
    }

    // For mocks, which override what they use.
    protected TableClient() => (account, Name) = (null!, null!);

    public virtual string AccountName => account.Name!;

    public virtual string Name { get; }

    public virtual Uri Uri => new($"{Transport.Endpoint.AbsoluteUri.TrimEnd('/')}/{Name}");

    private TableTransport Transport => account.Transport;

    public virtual Response<TableItem> Create(CancellationToken cancellationToken = default) =>
        TableAnswers.CreatedTable(Transport.Send(TableRequests.CreateTable(Name), cancellationToken));

    public virtual async Task<Response<TableItem>> CreateAsync(CancellationToken cancellationToken = default) =>
        TableAnswers.CreatedTable(await Transport.SendAsync(TableRequests.CreateTable(Name), cancellationToken).ConfigureAwait(false));

    public virtual Response<TableItem> CreateIfNotExists(CancellationToken cancellationToken = default) =>
        TableCreation.CreateIfMissing(Transport, Name, cancellationToken);

    public virtual Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
        TableCreation.CreateIfMissingAsync(Transport, Name, cancellationToken);

    public virtual Response Delete(CancellationToken cancellationToken = default) =>
        Transport.Send(TableRequests.DeleteTable(Name), cancellationToken);

    public virtual Task<Response> DeleteAsync(CancellationToken cancellationToken = default) =>
        Transport.SendAsync(TableRequests.DeleteTable(Name), cancellationToken);
}
