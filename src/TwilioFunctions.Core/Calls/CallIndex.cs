using System.Globalization;
using Azure.Data.Tables;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Calls;

/// <summary>The calls of an account's day, latest first.</summary>
internal sealed class CallIndex(TableServiceClient tables)
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

/// <summary>Where a call stands in <c>CallIndex</c>: its account and day, and within it its inverted start time.</summary>
internal readonly record struct CallIndexKey(string Partition, string Row)
{
    /// <summary>The day of the calls of which nothing says when they began.</summary>
    public static DateOnly UnknownDay { get; } = DateOnly.FromDateTime(DateTime.UnixEpoch);

    /// <summary>Returns the day (UTC); null if the partition isn't of this app.</summary>
    public DateOnly? Day =>
        DateOnly.TryParseExact(Partition.AsSpan(Partition.LastIndexOf(TableKey.Separator) + 1), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;

    /// <summary>The call's partition of table <c>Calls</c>.</summary>
    public string CallPartition => Row[(Row.IndexOf(TableKey.Separator, StringComparison.Ordinal) + 1)..];

    public static CallIndexKey Of(TableEntity entry) => new(entry.PartitionKey, entry.RowKey);

    public static CallIndexKey Of(CallListing call)
    {
        var start = call.StartTime ?? DateTimeOffset.UnixEpoch;
        return new CallIndexKey(
            TableKey.DayOf(call.AccountSid ?? "", start),
            $"{TableKey.Inverted(start)}{TableKey.Separator}{TableKey.Encode(call.CallSid)}");
    }

    /// <summary>As one text; <see cref="TableKey"/> lets no tab into either part.</summary>
    public override string ToString() => $"{Partition}\t{Row}";

    /// <summary>Returns null if the text isn't of this app: a row that was edited by hand must not stop later sweeps.</summary>
    public static CallIndexKey? TryParse(string text) =>
        text.IndexOf('\t', StringComparison.Ordinal) is > 0 and var end ? new CallIndexKey(text[..end], text[(end + 1)..]) : null;
}
