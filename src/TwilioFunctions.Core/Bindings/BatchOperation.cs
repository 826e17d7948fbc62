namespace TwilioFunctions.Core.Bindings;

/// <summary>An upsert or a delete, or what is wrong with one: a malformed operation keeps its place, so that answers are in order.</summary>
public sealed record BatchOperation
{
    private BatchOperation(string? identity, string? bindingId)
    {
        Identity = identity;
        BindingId = bindingId;
    }

    /// <summary>Whose binding it is; null where a malformed operation does not say.</summary>
    public string? Identity { get; }

    /// <summary>Which binding it is; null where a malformed operation does not say.</summary>
    public string? BindingId { get; }

    /// <summary>What is upserted; null for a delete.</summary>
    public ClientBinding? Binding { get; private init; }

    /// <summary>What is wrong; empty for a good operation.</summary>
    public IReadOnlyList<BindingProblem> Problems { get; private init; } = [];

    /// <summary>Creates or replaces <paramref name="binding"/>.</summary>
    public static BatchOperation Upsert(ClientBinding binding)
    {
        ArgumentNullException.ThrowIfNull(binding);
        return new BatchOperation(binding.Identity, binding.BindingId) { Binding = binding };
    }

    /// <summary>Deletes a binding.</summary>
    public static BatchOperation Delete(string identity, string bindingId) => new(identity, bindingId);

    /// <summary>Is not carried out.</summary>
    public static BatchOperation Malformed(string? identity, string? bindingId, IReadOnlyList<BindingProblem> problems) =>
        new(identity, bindingId) { Problems = problems };
}
