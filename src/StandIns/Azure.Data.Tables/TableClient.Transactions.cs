using Azure.Data.Tables.Rest;
using Azure.Data.Tables.Transactions;

namespace Azure.Data.Tables;

public partial class TableClient
{
    public virtual Response<IReadOnlyList<Response>> SubmitTransaction(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default) =>
        TransactionAnswer.Read(Transport.Send(TransactionRequest(transactionActions), cancellationToken));

    public virtual async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default) =>
        TransactionAnswer.Read(await SendAsync(() => TransactionRequest(transactionActions), cancellationToken).ConfigureAwait(false));

    private TableRequest TransactionRequest(IEnumerable<TableTransactionAction> transactionActions)
    {
        ArgumentNullException.ThrowIfNull(transactionActions);
        var requests = transactionActions.Select(action => action.ToRequest(Name)).ToList();
        if (requests.Count == 0)
            throw new InvalidOperationException("A transaction must contain at least one action.");
        return TransactionWriter.Write(requests, Transport.Endpoint);
    }
}
