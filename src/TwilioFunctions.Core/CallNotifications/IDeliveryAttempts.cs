using Azure;

namespace TwilioFunctions.Core.CallNotifications;

/// <summary>The record of attempts, in the record of the call.</summary>
public interface IDeliveryAttempts
{
    /// <summary>How many attempts one write takes: an entity group transaction has so many rows.</summary>
    const int MaxBatch = 100;

    /// <summary>The attempts made so far for a notification, or for one of its bindings.</summary>
    Task<IReadOnlyList<DeliveryAttempt>> FindAsync(string callSid, string messageId, string? bindingId, CancellationToken cancellationToken);

    /// <summary>Keeps attempts of one call, up to <see cref="MaxBatch"/>, all or none; keeping one again changes nothing.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    Task PutAsync(string callSid, IReadOnlyCollection<DeliveryAttempt> attempts, CancellationToken cancellationToken);
}
