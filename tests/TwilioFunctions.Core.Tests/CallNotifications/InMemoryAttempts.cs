using TwilioFunctions.Core.CallNotifications;
using TwilioFunctions.Core.Calls;

namespace TwilioFunctions.Core.Tests.CallNotifications;

/// <summary>A call's record without storage.</summary>
internal sealed class InMemoryAttempts : IDeliveryAttempts
{
    private readonly Dictionary<(string Message, string Binding, int Attempt), DeliveryAttempt> rows = [];

    /// <summary>How many attempts each write held.</summary>
    public List<int> Batches { get; } = [];

    /// <summary>Runs before each write; what it throws, storage has thrown.</summary>
    public Action? Writing { get; set; }

    /// <summary>Runs after each write.</summary>
    public Action? Written { get; set; }

    public IReadOnlyList<DeliveryAttempt> All
    {
        get
        {
            lock (rows)
                return [.. rows.Values.OrderBy(attempt => attempt.BindingId, StringComparer.Ordinal).ThenBy(attempt => attempt.Attempt)];
        }
    }

    public Task<IReadOnlyList<DeliveryAttempt>> FindAsync(string callSid, string messageId, string? bindingId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DeliveryAttempt>>(
            [.. All.Where(attempt => attempt.MessageId == messageId && (bindingId is null || attempt.BindingId == bindingId))]);

    public Task PutAsync(string callSid, IReadOnlyCollection<DeliveryAttempt> attempts, CancellationToken cancellationToken)
    {
        Writing?.Invoke();
        lock (rows)
        {
            Batches.Add(attempts.Count);
            foreach (var attempt in attempts)
                rows[(attempt.MessageId, attempt.BindingId, attempt.Attempt)] = attempt;
        }
        Written?.Invoke();
        return Task.CompletedTask;
    }
}
