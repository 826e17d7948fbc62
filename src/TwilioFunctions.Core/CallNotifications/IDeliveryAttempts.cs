using Azure;
using TwilioFunctions.Core.Calls;

namespace TwilioFunctions.Core.CallNotifications;

/// <summary>The record of attempts, in the record of the call.</summary>
public interface IDeliveryAttempts
{
    /// <summary>The most attempts that one write takes.</summary>
    const int MaxBatch = CallWriter.MaxRows;

    /// <summary>The attempts made so far for a notification, or for one of its bindings.</summary>
    Task<IReadOnlyList<DeliveryAttempt>> FindAsync(string callSid, string messageId, string? bindingId, CancellationToken cancellationToken);

    /// <summary>Keeps attempts of one call, up to <see cref="MaxBatch"/>, all or none; keeping one again changes nothing.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    Task PutAsync(string callSid, IReadOnlyCollection<DeliveryAttempt> attempts, CancellationToken cancellationToken);
}
