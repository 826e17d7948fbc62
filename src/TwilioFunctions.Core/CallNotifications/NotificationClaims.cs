using Azure;
using Azure.Data.Tables;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.CallNotifications;

/// <summary>Of the copies of a notification that are dispatched at the same moment, on one instance or several, one rings.</summary>
internal interface INotificationClaims
{
    /// <summary>Claims a notification that nobody has claimed before.</summary>
    /// <returns>Whether it was the first: then nobody has rung for it yet.</returns>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    Task<bool> TryClaimAsync(NotificationClaim claim, CancellationToken cancellationToken);

    /// <summary>Claims what another has claimed and given back, or left behind: so long ago that it cannot be at it any more.</summary>
    /// <param name="claim">The new claim.</param>
    /// <param name="leftAfter">How old a claim is that was left behind.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>Whether it is the holder's now; false when another is at it, or was faster.</returns>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    Task<bool> TryTakeOverAsync(NotificationClaim claim, TimeSpan leftAfter, CancellationToken cancellationToken);

    /// <summary>Gives a claim back if it is still the holder's, for another to take over at once. It never goes away: who is the first must be told from who comes later.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    Task ReleaseAsync(NotificationClaim claim, CancellationToken cancellationToken);
}

/// <summary>One dispatch's wish to be the one that rings for a notification.</summary>
/// <param name="CallSid">The call.</param>
/// <param name="MessageId">The notification's id, <c>WB…</c>.</param>
/// <param name="Holder">The dispatch, by a name of its own: it knows its claim again when the answer to the write was lost.</param>
internal sealed record NotificationClaim(string CallSid, string MessageId, string Holder)
{
    /// <summary>The attempt that is claimed; null for the first attempts of all bindings.</summary>
    public BindingRetry? Retry { get; init; }
}

/// <summary>
/// The claims as rows <c>claim|{message}</c>, and <c>claim|{message}|{binding}|{attempt}</c> for a retry, of a call's partition in table <c>Calls</c>.
/// One that was given back has no time.
/// Storage requests: one for the first, two more to take over or to give back. The phone need not wait for a lead to the rows: whatever
/// becomes of the notification, the call's rows are written, or <see cref="ICallList.RefreshAsync"/> finds the claim alone.
/// </summary>
internal sealed class NotificationClaimStore(TableServiceClient tables, TimeProvider time) : INotificationClaims
{
    private const string Holder = "Holder";
    private const string ClaimTime = "ClaimTime";

    private readonly TableClient table = tables.GetTableClient(TableNames.Calls);

    /// <inheritdoc />
    public async Task<bool> TryClaimAsync(NotificationClaim claim, CancellationToken cancellationToken)
    {
        var row = RowOf(claim, time.GetUtcNow());
        try
        {
            await table.AddEntityAsync(row, cancellationToken);
            return true;
        }
        catch (RequestFailedException ex) when (StorageFault.IsLostRace(ex))
        {
            return false;
        }
    }

    /// <inheritdoc />
    public async Task<bool> TryTakeOverAsync(NotificationClaim claim, TimeSpan leftAfter, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var row = RowOf(claim, now);
        var held = await table.GetEntityIfExistsAsync<TableEntity>(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
        if (!held.HasValue)
            return false;
        if (held.Value!.GetString(Holder) == claim.Holder)
            return true;
        return !(now - held.Value.GetDateTimeOffset(ClaimTime) < leftAfter) && await TryReplaceAsync(row, held.Value.ETag, cancellationToken);
    }

    /// <inheritdoc />
    public async Task ReleaseAsync(NotificationClaim claim, CancellationToken cancellationToken)
    {
        var row = RowOf(claim, null);
        var held = await table.GetEntityIfExistsAsync<TableEntity>(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
        if (held.HasValue && held.Value!.GetString(Holder) == claim.Holder)
            await TryReplaceAsync(row, held.Value.ETag, cancellationToken);
    }

    private static TableEntity RowOf(NotificationClaim claim, DateTimeOffset? claimedAt)
    {
        ArgumentNullException.ThrowIfNull(claim);
        var attempt = claim.Retry is { } retry ? $"{TableKey.Separator}{TableKey.Encode(retry.BindingId)}{TableKey.Separator}{retry.Attempt:00}" : "";
        return new TableEntity(TableKey.Encode(claim.CallSid), $"{CallRows.ClaimPrefix}{TableKey.Encode(claim.MessageId)}{attempt}")
        {
            [Holder] = claim.Holder,
            [ClaimTime] = claimedAt,
        };
    }

    /// <summary>False when somebody else wrote the row since it was read.</summary>
    private async Task<bool> TryReplaceAsync(TableEntity row, ETag read, CancellationToken cancellationToken)
    {
        try
        {
            await table.UpdateEntityAsync(row, read, TableUpdateMode.Replace, cancellationToken);
            return true;
        }
        catch (RequestFailedException ex) when (StorageFault.IsLostRace(ex))
        {
            return false;
        }
    }
}
