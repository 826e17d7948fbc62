using Azure;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using TwilioFunctions.Core.Deadlines;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Health;

/// <summary>Says whether the app can do its work now: read its signing keys, reach its tables and queues.</summary>
internal sealed class HealthProbe(SignatureVerifier verifier, TableServiceClient tables, QueueServiceClient queues, TimeProvider time)
{
    /// <summary>A check that takes longer has failed.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    /// <summary>Runs every check at once.</summary>
    public async Task<HealthReport> CheckAsync(CancellationToken cancellationToken)
    {
        var checks = await Task.WhenAll(
            CheckAsync("tables", CheckTablesAsync, cancellationToken),
            CheckAsync("queues", CheckQueuesAsync, cancellationToken));
        return new HealthReport([CheckKeys(), .. checks]);
    }

    private HealthCheck CheckKeys() => new("signing keys", verifier.UnreadableAccounts == 0
        ? null
        : $"the keys of {verifier.UnreadableAccounts} of the accounts cannot be read: look at the Key Vault references in the app's settings");

    private async Task<HealthCheck> CheckAsync(string name, Func<CancellationToken, Task> check, CancellationToken cancellationToken)
    {
        using var deadline = Deadline.After(Timeout, time, cancellationToken);
        try
        {
            await check(deadline.Token);
            return new HealthCheck(name, null);
        }
        catch (OperationCanceledException) when (deadline.HasPassed)
        {
            return new HealthCheck(name, $"no answer within {Timeout.TotalSeconds} s");
        }
        catch (RequestFailedException failure)
        {
            return new HealthCheck(name, failure.ErrorCode ?? "cannot be reached");
        }
        catch (Exception failure) when (StorageFault.Is(failure))
        {
            return new HealthCheck(name, "cannot be reached");
        }
    }

    private Task CheckTablesAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(TableNames.All.Select(table => ReadAnyAsync(tables.GetTableClient(table), cancellationToken)));

    // A query, because a read of one entity cannot tell a table that is missing from a row that is.
    private static async Task ReadAnyAsync(TableClient table, CancellationToken cancellationToken)
    {
        await using var rows = table.QueryAsync<TableEntity>(maxPerPage: 1, select: [nameof(TableEntity.RowKey)], cancellationToken: cancellationToken).GetAsyncEnumerator(cancellationToken);
        await rows.MoveNextAsync();
    }

    private Task CheckQueuesAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(QueueNames.All.Select(queue => (Task)queues.GetQueueClient(queue).GetPropertiesAsync(cancellationToken)));
}

/// <summary>What the health endpoint answers.</summary>
/// <param name="Checks">What was checked.</param>
internal sealed record HealthReport(IReadOnlyList<HealthCheck> Checks)
{
    /// <summary>Whether every check passed.</summary>
    public bool IsHealthy => Checks.All(check => check.IsHealthy);
}

/// <summary>One thing that was checked.</summary>
/// <param name="Name">For instance <c>queues</c>.</param>
/// <param name="Detail">What is wrong; null when nothing is.</param>
internal sealed record HealthCheck(string Name, string? Detail)
{
    /// <summary>Whether it passed.</summary>
    public bool IsHealthy => Detail is null;
}
