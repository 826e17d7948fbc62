using Azure.Data.Tables;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Calls;

/// <summary>The calls of an account's day, latest first.</summary>
public sealed class CallIndex(TableServiceClient tables)
{
    private readonly TableClient table = tables.GetTableClient(TableNames.CallIndex);

    /// <summary>A page of the calls that began on a day.</summary>
    /// <param name="accountSid">The account.</param>
    /// <param name="date">The day, in UTC.</param>
    /// <param name="filter">Which of them.</param>
    /// <param name="pageSize">From 1 to 1,000, which is what Table Storage answers at once.</param>
    /// <param name="continuationToken">From the page before, with the same filter; null for the first.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <returns>Null when the continuation token is none that a page before gave out.</returns>
    public Task<ResultPage<CallListing>?> ListAsync(
        string accountSid, DateOnly date, CallFilter filter, int pageSize, string? continuationToken, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return table.ReadPageAsync(filter.ToOData(TableKey.DayOf(accountSid, date)), pageSize, continuationToken, CallListingColumns.Read, cancellationToken);
    }
}
