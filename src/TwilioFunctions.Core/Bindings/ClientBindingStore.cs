using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Bindings;

/// <summary>
/// Keeps the bindings: one partition an identity, so that one read finds every device of a callee. Every method but those of batches
/// throws what <see cref="StorageFault"/> knows when storage cannot be reached.
/// </summary>
internal sealed partial class ClientBindingStore(
    TableServiceClient tables, IOptions<BindingsOptions> options, TimeProvider time, ILogger<ClientBindingStore> logger) : ICalleeBindings
{
    /// <summary>The longest page of <see cref="ListAsync"/>.</summary>
    public const int MaxPageSize = 1000;

    /// <summary>How many operations <see cref="WriteAsync"/> takes.</summary>
    public const int MaxOperations = 1000;

    // Each lost race means that somebody else made progress.
    private const int MaxRaces = 50;

    // Whoever creates a binding too many takes it away again and looks again: others may have done so, too.
    private const int MaxUndone = 3;

    private const int ConcurrentPartitions = 32;

    // The longest binding has some 40 KB, so that a read adds 4 MB at most and a page stays under the 8 MB that an answer may have.
    private const int RowsPerRead = 100;
    private const int EnoughBytes = 4 * 1024 * 1024;

    private readonly TableClient table = tables.GetTableClient(TableNames.ClientBindings);

    /// <summary>One binding; null when there is none of this id.</summary>
    public async Task<ClientBinding?> FindAsync(string accountSid, string identity, string bindingId, CancellationToken cancellationToken) =>
        await FindRowAsync(BindingKey.PartitionOf(accountSid, identity), bindingId, cancellationToken) is { } row ? BindingColumns.Read(row) : null;

    /// <inheritdoc />
    public async Task<IReadOnlyList<ClientBinding>> FindAsync(string accountSid, string identity, CancellationToken cancellationToken)
    {
        var bindings = new List<ClientBinding>();
        await foreach (var row in RowsOf(BindingKey.PartitionOf(accountSid, identity), select: null, cancellationToken))
        {
            if (BindingColumns.Read(row) is { } binding)
                bindings.Add(binding);
        }
        return bindings;
    }

    /// <inheritdoc />
    public async Task<bool> AnyAsync(string accountSid, string identity, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {BindingKey.PartitionOf(accountSid, identity)}");
        await foreach (var _ in table.QueryAsync<TableEntity>(filter, maxPerPage: 1, Keys, cancellationToken))
            return true;
        return false;
    }

    /// <summary>A page of all the account's bindings, by identity: as many as are asked for, or about 4 MB of JSON, or as far as storage searched.</summary>
    /// <param name="accountSid">The account.</param>
    /// <param name="channel">One of <see cref="ChannelNames"/>; null for all.</param>
    /// <param name="pageSize">From 1 to <see cref="MaxPageSize"/>.</param>
    /// <param name="continuationToken">The one of the page before; null for the first.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Null when the continuation token is none that a page before gave out.</returns>
    public async Task<ResultPage<ClientBinding>?> ListAsync(
        string accountSid, string? channel, int pageSize, string? continuationToken, CancellationToken cancellationToken)
    {
        var (start, end) = (BindingKey.StartOf(accountSid), BindingKey.EndOf(accountSid));
        var filter = channel is null
            ? TableClient.CreateQueryFilter($"PartitionKey ge {start} and PartitionKey lt {end}")
            : TableClient.CreateQueryFilter($"PartitionKey ge {start} and PartitionKey lt {end} and Channel eq {channel}");
        var bindings = new List<ClientBinding>();
        var (bytes, rows, read) = (0, 0, 0);
        do
        {
            rows = Math.Min(RowsPerRead, pageSize - bindings.Count);
            if (await table.ReadPageAsync(filter, rows, continuationToken, BindingColumns.Read, cancellationToken) is not { } page)
                return null;
            foreach (var binding in page.Items.OfType<ClientBinding>())
            {
                bindings.Add(binding);
                bytes += ClientBindingJson.Write(binding).Length;
            }
            (read, continuationToken) = (page.Items.Count, page.ContinuationToken);
        }
        // Storage gives up a search after five seconds: to go on with a rare channel among a million rows is the caller's to decide.
        while (continuationToken is not null && read == rows && bindings.Count < pageSize && bytes < EnoughBytes);
        return new ResultPage<ClientBinding>(bindings, continuationToken);
    }

    /// <summary>Creates or replaces a binding. The time of its creation survives.</summary>
    /// <param name="binding">Its times and its ETag are the store's to set.</param>
    /// <param name="condition">What is demanded of the one that is kept.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public async Task<BindingWrite> PutAsync(ClientBinding binding, WriteCondition condition, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(binding);
        ArgumentNullException.ThrowIfNull(condition);
        var limit = options.Value.MaxPerIdentity;
        var partition = BindingKey.PartitionOf(binding.AccountSid, binding.Identity);
        var writeId = Guid.NewGuid().ToString("n");
        BindingWriteOutcome? tried = null;
        for (var (race, undone) = (0, 0); race < MaxRaces; race++)
        {
            var current = await FindRowAsync(partition, binding.BindingId, cancellationToken);
            if (tried is { } outcome && current is not null && BindingColumns.WriteIdOf(current) == writeId)
            {
                // The conflict was this request's own first try, whose response was lost.
                return await KeepWithinLimitAsync(new BindingWrite(outcome, BindingColumns.Read(current)), partition, cancellationToken)
                    ?? new BindingWrite(BindingWriteOutcome.TooMany, null);
            }
            if (!condition.Allows(current?.ETag))
                return new BindingWrite(BindingWriteOutcome.PreconditionFailed, current is null ? null : BindingColumns.Read(current));
            if (current is null && (undone == MaxUndone || await CountAsync(partition, cancellationToken) >= limit))
                return new BindingWrite(BindingWriteOutcome.TooMany, null);

            tried = current is null ? BindingWriteOutcome.Created : BindingWriteOutcome.Replaced;
            if (await TryWriteAsync(binding, current, writeId, cancellationToken) is not { } written)
                continue;
            if (await KeepWithinLimitAsync(new BindingWrite(tried.Value, written), partition, cancellationToken) is { } kept)
                return kept;
            (tried, undone) = (null, undone + 1);
        }
        return new BindingWrite(BindingWriteOutcome.Contended, null);
    }

    /// <summary>Takes a new binding away again that is one too many; null if it did.</summary>
    private async Task<BindingWrite?> KeepWithinLimitAsync(BindingWrite write, string partition, CancellationToken cancellationToken) =>
        write.Outcome == BindingWriteOutcome.Created
        && await CountAsync(partition, cancellationToken) > options.Value.MaxPerIdentity
        && await DeleteUnlessRenewedAsync(write.Binding!, cancellationToken)
            ? null
            : write;

    /// <summary>Deletes a binding.</summary>
    public async Task<BindingWrite> DeleteAsync(
        string accountSid, string identity, string bindingId, WriteCondition condition, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var partition = BindingKey.PartitionOf(accountSid, identity);
        for (var race = 0; race < MaxRaces; race++)
        {
            // 404 comes before 412: https://www.rfc-editor.org/rfc/rfc9110#section-13.2.1
            if (await FindRowAsync(partition, bindingId, cancellationToken) is not { } current)
                return new BindingWrite(BindingWriteOutcome.NotFound, null);
            if (!condition.Allows(current.ETag))
                return new BindingWrite(BindingWriteOutcome.PreconditionFailed, BindingColumns.Read(current));
            if (await TryDeleteAsync(current, cancellationToken))
                return new BindingWrite(BindingWriteOutcome.Deleted, BindingColumns.Read(current));
        }
        return new BindingWrite(BindingWriteOutcome.Contended, null);
    }

    /// <inheritdoc />
    public Task<bool> DeleteUnlessRenewedAsync(ClientBinding binding, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(binding);
        // Without a tag the client would delete whatever there is.
        if (binding.ETag == default)
            throw new ArgumentException("The binding has no ETag: it was not read from the store.", nameof(binding));
        var row = new TableEntity(BindingKey.PartitionOf(binding.AccountSid, binding.Identity), binding.BindingId) { ETag = binding.ETag };
        return TryDeleteAsync(row, cancellationToken);
    }

    private static IEnumerable<string> Keys => ["PartitionKey", "RowKey"];

    private async Task<TableEntity?> FindRowAsync(string partition, string bindingId, CancellationToken cancellationToken)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(partition, bindingId, cancellationToken: cancellationToken);
        return row.HasValue ? row.Value : null;
    }

    private async IAsyncEnumerable<TableEntity> RowsOf(
        string partition, IEnumerable<string>? select, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, select: select, cancellationToken: cancellationToken))
            yield return row;
    }

    private async Task<int> CountAsync(string partition, CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var _ in RowsOf(partition, Keys, cancellationToken))
            count++;
        return count;
    }

    /// <summary>The binding as it was written; null when somebody else wrote or deleted it since it was read.</summary>
    private async Task<ClientBinding?> TryWriteAsync(ClientBinding binding, TableEntity? current, string writeId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var written = binding with { CreatedAt = current is null ? now : BindingColumns.CreatedAtOf(current) ?? now, UpdatedAt = now };
        var row = BindingColumns.Write(written, writeId);
        try
        {
            var response = current is null
                ? await table.AddEntityAsync(row, cancellationToken)
                : await table.UpdateEntityAsync(row, current.ETag, TableUpdateMode.Replace, cancellationToken);
            return written with { ETag = response.Headers.ETag ?? default };
        }
        catch (RequestFailedException ex) when (StorageFault.IsLostRace(ex))
        {
            return null;
        }
    }

    /// <summary>False if another request changed it since it was read. It is gone otherwise; that it is gone already may be this request's own first try.</summary>
    private async Task<bool> TryDeleteAsync(TableEntity row, CancellationToken cancellationToken)
    {
        try
        {
            // The client does not throw for a row that is gone.
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellationToken);
            return true;
        }
        catch (RequestFailedException ex) when (StorageFault.IsLostRace(ex))
        {
            return false;
        }
    }
}
