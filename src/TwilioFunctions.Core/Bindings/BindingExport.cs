using System.Buffers;

namespace TwilioFunctions.Core.Bindings;

/// <summary>Exports an account's bindings as NDJSON, secrets included, in the form that <see cref="BindingImport"/> reads.</summary>
public sealed class BindingExport(ClientBindingStore store)
{
    // The longest binding has some 40 KB, so that a read adds 4 MB at most and a page stays under the 8 MB that an answer may have.
    private const int RowsPerRead = 100;
    private const int EnoughBytes = 4 * 1024 * 1024;

    /// <summary>A page of about <paramref name="pageSize"/> bindings or 4 MB, whichever is less.</summary>
    /// <param name="accountSid">The account.</param>
    /// <param name="channel">One of <see cref="CallNotifications.ChannelNames"/>; null for all.</param>
    /// <param name="pageSize">From 1 to <see cref="ClientBindingStore.MaxPageSize"/>.</param>
    /// <param name="continuationToken">The one of the page before; null for the first.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Null when the continuation token is none that a page before gave out.</returns>
    public async Task<ExportPage?> ReadPageAsync(
        string accountSid, string? channel, int pageSize, string? continuationToken, CancellationToken cancellationToken)
    {
        var ndjson = new ArrayBufferWriter<byte>();
        var count = 0;
        do
        {
            var rows = Math.Min(RowsPerRead, pageSize - count);
            if (await store.ListAsync(accountSid, channel, rows, continuationToken, cancellationToken) is not { } page)
                return null;
            foreach (var binding in page.Items)
            {
                ndjson.Write(ClientBindingJson.Write(binding));
                ndjson.Write("\n"u8);
            }
            count += page.Items.Count;
            continuationToken = page.ContinuationToken;
        }
        while (continuationToken is not null && count < pageSize && ndjson.WrittenCount < EnoughBytes);
        return new ExportPage(ndjson.WrittenMemory, count, continuationToken);
    }
}
