namespace TwilioFunctions.Core.Bindings;

/// <summary>What became of one operation of a batch.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="Identity">Whose binding it is; null where a malformed operation did not say.</param>
/// <param name="BindingId">Which binding it is; null where a malformed operation did not say.</param>
public sealed record BatchResult(BatchStatus Status, string? Identity, string? BindingId)
{
    /// <summary>As it was kept by this operation, ETag included; null where none was.</summary>
    public ClientBinding? Binding { get; init; }

    /// <summary>Why it was not carried out; empty where it was.</summary>
    public IReadOnlyList<BindingProblem> Problems { get; init; } = [];
}
