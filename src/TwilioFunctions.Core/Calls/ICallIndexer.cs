using Azure;

namespace TwilioFunctions.Core.Calls;

/// <summary>Keeps the list of a day's calls in line with what is known of each.</summary>
public interface ICallIndexer
{
    /// <summary>Brings a call's entry in line with its rows; run after a row has been written.</summary>
    /// <param name="callSid"><c>CA…</c></param>
    /// <param name="accountSid">The call's account, for where no row says it.</param>
    /// <param name="again">Whether the row was there before, so that the run that wrote it may have died before the entry: it is written in any case.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RequestFailedException">Storage failed; a second run finishes what is half done.</exception>
    Task RefreshAsync(string callSid, string? accountSid, bool again, CancellationToken cancellationToken);

    /// <summary>
    /// Lists a call of which nothing was known before. A call that is listed already stays as its rows have it. Cheaper than
    /// <see cref="RefreshAsync"/>, which reads them: three requests for single rows.
    /// </summary>
    /// <param name="listing">What is known now.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RequestFailedException">Storage failed; <see cref="RefreshAsync"/> finishes what is half done.</exception>
    Task AddAsync(CallListing listing, CancellationToken cancellationToken);
}
