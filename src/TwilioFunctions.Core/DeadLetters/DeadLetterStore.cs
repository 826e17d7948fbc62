using Azure;
using Azure.Data.Tables;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.DeadLetters;

/// <summary>The messages that failed for good, by queue, latest first.</summary>
internal sealed class DeadLetterStore(TableServiceClient tables)
{
    private readonly TableClient table = tables.GetTableClient(TableNames.DeadLetters);

    /// <summary>Keeps a dead letter; one of the same id is replaced.</summary>
    public async Task PutAsync(DeadLetter deadLetter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(deadLetter);
        await table.UpsertEntityAsync(DeadLetterColumns.Write(deadLetter), TableUpdateMode.Replace, cancellationToken);
    }

    /// <summary>The dead letter of an id; null when there is none.</summary>
    public async Task<DeadLetter?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (Parse(id) is not { } parsed)
            return null;
        var row = await table.GetEntityIfExistsAsync<TableEntity>(parsed.Queue, parsed.Row, cancellationToken: cancellationToken);
        return row.HasValue ? DeadLetterColumns.Read(row.Value!) : null;
    }

    /// <summary>A page of the dead letters of one queue, or of all: queue by queue, latest first.</summary>
    /// <param name="queue">One of <see cref="QueueNames.All"/>; null for all.</param>
    /// <param name="pageSize">From 1 to 1,000.</param>
    /// <param name="continuationToken">From the page before; null for the first.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <returns>Null when the continuation token is none that a page before gave out.</returns>
    public Task<ResultPage<DeadLetter>?> ListAsync(string? queue, int pageSize, string? continuationToken, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> queues = queue is null ? QueueNames.All : [queue];
        var filter = string.Join(" or ", queues.Select(name => TableClient.CreateQueryFilter($"PartitionKey eq {name}")));
        return table.ReadPageAsync(filter, pageSize, continuationToken, DeadLetterColumns.Read, cancellationToken);
    }

    /// <summary>Takes a dead letter off the list; false when there was none.</summary>
    public async Task<bool> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        if (Parse(id) is not { } parsed)
            return false;
        // Looked for first: a delete whose response was lost is sent again, and then finds the row gone.
        if (await FindAsync(id, cancellationToken) is null)
            return false;
        await table.DeleteEntityAsync(parsed.Queue, parsed.Row, ETag.All, cancellationToken);
        return true;
    }

    private static DeadLetterId? Parse(string id) =>
        DeadLetterId.TryParse(id) is { } parsed && QueueNames.All.Contains(parsed.Queue) ? parsed : null;
}
