using Azure;

namespace TwilioFunctions.Core.CallNotifications;

/// <summary>Of the copies of a notification that are dispatched at the same moment, on one instance or several, one rings.</summary>
public interface INotificationClaims
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
