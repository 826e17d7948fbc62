namespace TwilioFunctions.Core.Bindings;

/// <summary>What the delivery of a notification asks of the bindings.</summary>
internal interface ICalleeBindings
{
    /// <summary>Whether the identity has any binding.</summary>
    Task<bool> AnyAsync(string accountSid, string identity, CancellationToken cancellationToken);

    /// <summary>Every binding of the identity: one partition, read at once.</summary>
    Task<IReadOnlyList<ClientBinding>> FindAsync(string accountSid, string identity, CancellationToken cancellationToken);

    /// <summary>One binding of the identity; null when there is none of this id.</summary>
    Task<ClientBinding?> FindAsync(string accountSid, string identity, string bindingId, CancellationToken cancellationToken);

    /// <summary>Deletes the binding unless it was renewed since it was read; false if it was renewed. True if it is gone already: the response to an earlier try may have been lost.</summary>
    Task<bool> DeleteUnlessRenewedAsync(ClientBinding binding, CancellationToken cancellationToken);
}
