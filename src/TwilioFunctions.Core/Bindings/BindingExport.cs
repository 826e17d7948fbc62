using System.Buffers;

namespace TwilioFunctions.Core.Bindings;

/// <summary>Exports an account's bindings as NDJSON, secrets included, in the form that <see cref="BindingImport"/> reads.</summary>
internal sealed class BindingExport(ClientBindingStore store)
{
    /// <summary>A page of <see cref="ClientBindingStore.ListAsync"/>.</summary>
    /// <param name="accountSid">The account.</param>
    /// <param name="channel">One of <see cref="ChannelNames"/>; null for all.</param>
    /// <param name="pageSize">From 1 to <see cref="ClientBindingStore.MaxPageSize"/>.</param>
    /// <param name="continuationToken">The one of the page before; null for the first.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Null when the continuation token is none that a page before gave out.</returns>
    public async Task<ExportPage?> ReadPageAsync(
        string accountSid, string? channel, int pageSize, string? continuationToken, CancellationToken cancellationToken)
    {
        if (await store.ListAsync(accountSid, channel, pageSize, continuationToken, cancellationToken) is not { } page)
            return null;
        var ndjson = new ArrayBufferWriter<byte>();
        foreach (var binding in page.Items)
        {
            ndjson.Write(ClientBindingJson.Write(binding));
            ndjson.Write("\n"u8);
        }
        return new ExportPage(ndjson.WrittenMemory, page.Items.Count, page.ContinuationToken);
    }
}

/// <summary>A page of an export.</summary>
/// <param name="Ndjson">One binding a line, each ended by <c>\n</c>.</param>
/// <param name="Count">How many lines there are; may be none, and still not be the last page.</param>
/// <param name="ContinuationToken">Gives the next page; null after the last.</param>
internal sealed record ExportPage(ReadOnlyMemory<byte> Ndjson, int Count, string? ContinuationToken);
