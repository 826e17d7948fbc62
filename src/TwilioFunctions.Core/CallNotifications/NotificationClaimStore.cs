using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.CallNotifications;

/// <summary>
/// The claims as rows <c>claim|{message}</c>, and <c>claim|{message}|{binding}|{attempt}</c> for a retry, of a call's partition in table <c>Calls</c>.
/// One that was given back has no time.
/// Storage requests: one for the first, two more to take over or to give back. The phone need not wait for a lead to the rows: whatever
/// becomes of the notification, the call's rows are written, or <see cref="ICallList.RefreshAsync"/> finds the claim alone.
/// </summary>
public sealed class NotificationClaimStore(TableServiceClient tables, TimeProvider time) : INotificationClaims
{
    /// <summary>What the rows of claims begin with in a call's partition. They tell nothing of the call.</summary>
    internal const string RowPrefix = "claim|";

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
        catch (RequestFailedException taken) when (taken.Status == 409)
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
        return new TableEntity(TableKey.Encode(claim.CallSid), $"{RowPrefix}{TableKey.Encode(claim.MessageId)}{attempt}")
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
        catch (RequestFailedException race) when (race.Status == 412 || race.ErrorCode == TableErrorCode.ResourceNotFound.ToString())
        {
            return false;
        }
    }
}
