using Azure;
using Azure.Data.Tables;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.CallNotifications;

/// <summary>The record of attempts, in the record of the call.</summary>
internal interface IDeliveryAttempts
{
    /// <summary>The most attempts that one write takes.</summary>
    const int MaxBatch = CallWriter.MaxRows;

    /// <summary>The attempts made so far for a notification, or for one of its bindings.</summary>
    Task<IReadOnlyList<DeliveryAttempt>> FindAsync(string callSid, string messageId, string? bindingId, CancellationToken cancellationToken);

    /// <summary>Keeps attempts of one call, up to <see cref="MaxBatch"/>, all or none; keeping one again changes nothing.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    Task PutAsync(string callSid, IReadOnlyCollection<DeliveryAttempt> attempts, CancellationToken cancellationToken);
}

/// <summary>The attempts as rows <c>notification|{message}|{binding}|{attempt}</c> of a call's partition in table <c>Calls</c>.</summary>
internal sealed class DeliveryAttemptStore(TableServiceClient tables, CallWriter writer) : IDeliveryAttempts
{
    private readonly TableClient table = tables.GetTableClient(TableNames.Calls);

    /// <inheritdoc />
    public async Task<IReadOnlyList<DeliveryAttempt>> FindAsync(string callSid, string messageId, string? bindingId, CancellationToken cancellationToken)
    {
        var from = DeliveryAttemptColumns.PrefixOf(messageId, bindingId);
        var to = from[..^1] + (char)(TableKey.Separator + 1);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {TableKey.Encode(callSid)} and RowKey ge {from} and RowKey lt {to}");
        var attempts = new List<DeliveryAttempt>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            attempts.Add(DeliveryAttemptColumns.Read(row));
        return attempts;
    }

    /// <inheritdoc />
    public Task PutAsync(string callSid, IReadOnlyCollection<DeliveryAttempt> attempts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(attempts);
        return writer.WriteAsync(
            callSid,
            _ => [.. attempts.Select(attempt => new TableTransactionAction(TableTransactionActionType.UpsertReplace, DeliveryAttemptColumns.Write(callSid, attempt)))],
            cancellationToken);
    }
}
