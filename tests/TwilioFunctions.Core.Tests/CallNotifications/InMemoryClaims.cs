using TwilioFunctions.Core.CallNotifications;
using TwilioFunctions.Core.Messages;

namespace TwilioFunctions.Core.Tests.CallNotifications;

/// <summary>The claims without storage.</summary>
internal sealed class InMemoryClaims(TimeProvider time) : INotificationClaims
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Call, string Message, BindingRetry? Retry), (string Holder, DateTimeOffset? Time)> rows = [];

    public Task<bool> TryClaimAsync(NotificationClaim claim, CancellationToken cancellationToken)
    {
        lock (gate)
            return Task.FromResult(rows.TryAdd((claim.CallSid, claim.MessageId, claim.Retry), (claim.Holder, time.GetUtcNow())));
    }

    public Task<bool> TryTakeOverAsync(NotificationClaim claim, TimeSpan leftAfter, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (time.GetUtcNow() - rows[(claim.CallSid, claim.MessageId, claim.Retry)].Time < leftAfter)
                return Task.FromResult(false);
            rows[(claim.CallSid, claim.MessageId, claim.Retry)] = (claim.Holder, time.GetUtcNow());
            return Task.FromResult(true);
        }
    }

    public Task ReleaseAsync(NotificationClaim claim, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (rows.TryGetValue((claim.CallSid, claim.MessageId, claim.Retry), out var held) && held.Holder == claim.Holder)
                rows[(claim.CallSid, claim.MessageId, claim.Retry)] = (claim.Holder, null);
        }
        return Task.CompletedTask;
    }
}
