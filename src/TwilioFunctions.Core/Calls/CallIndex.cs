using Azure.Data.Tables;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Calls;

/// <summary>The calls of an account's day, latest first.</summary>
public sealed class CallIndex(TableServiceClient tables)
{
    private readonly TableClient table = tables.GetTableClient(TableNames.CallIndex);

    /// <summary>A page of the calls that began on a day. Their summaries come without the JSON, which <see cref="CallStore"/> reads.</summary>
    /// <param name="accountSid">The account.</param>
    /// <param name="date">The day, in UTC.</param>
    /// <param name="pageSize">From 1 to 1,000, which is what Table Storage answers at once.</param>
    /// <param name="continuationToken">From the page before; null for the first.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <returns>Null when the continuation token is none that a page before gave out.</returns>
    public Task<ResultPage<CallSummary>?> ListAsync(
        string accountSid, DateOnly date, int pageSize, string? continuationToken, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {TableKey.DayOf(accountSid, date)}");
        return table.ReadPageAsync(filter, pageSize, continuationToken, CallSummaryColumns.Read, cancellationToken);
    }
}
