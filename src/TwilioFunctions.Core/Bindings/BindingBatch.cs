using Azure.Data.Tables;

namespace TwilioFunctions.Core.Bindings;

/// <summary>The body of a batch: <c>{"operations":[{"upsert":{…}},{"delete":{"identity":"…","bindingId":"…"}}]}</c>.</summary>
/// <param name="Operations">In order, malformed ones included; empty when the body as a whole is refused.</param>
/// <param name="Problem">Why the body as a whole is refused; null when it is not.</param>
internal sealed record BindingBatch(IReadOnlyList<BatchOperation> Operations, BindingProblem? Problem)
{
    internal static BindingBatch Refused(string field, string detail) => new([], new BindingProblem(field, detail));
}

/// <summary>An operation and its place in the batch.</summary>
internal readonly record struct BatchItem(int Index, BatchOperation Operation)
{
    public string BindingId => Operation.BindingId!;
}

/// <summary>An upsert or a delete, or what is wrong with one: a malformed operation keeps its place, so that answers are in order.</summary>
internal sealed record BatchOperation
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

/// <summary>What became of one operation of a batch.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="Identity">Whose binding it is; null where a malformed operation did not say.</param>
/// <param name="BindingId">Which binding it is; null where a malformed operation did not say.</param>
internal sealed record BatchResult(BatchStatus Status, string? Identity, string? BindingId)
{
    /// <summary>As it was kept by this operation, ETag included; null where none was.</summary>
    public ClientBinding? Binding { get; init; }

    /// <summary>Why it was not carried out; empty where it was.</summary>
    public IReadOnlyList<BindingProblem> Problems { get; init; } = [];
}

/// <summary>What became of one operation of a batch.</summary>
internal enum BatchStatus
{
    /// <summary>There was no binding of this id before.</summary>
    Created,

    /// <summary>It stands in the place of the one before.</summary>
    Replaced,

    /// <summary>It is gone.</summary>
    Deleted,

    /// <summary>There was none to delete.</summary>
    NotFound,

    /// <summary>The operation is malformed, or storage will never take it; nothing was changed.</summary>
    Invalid,

    /// <summary>The identity has as many bindings as <see cref="BindingsOptions.MaxPerIdentity"/> allows; nothing was changed.</summary>
    TooMany,

    /// <summary>Others wrote the same binding again and again at the same time; nothing was changed.</summary>
    Contended,

    /// <summary>Storage failed: whether it was written is not known. It can be sent again.</summary>
    Unavailable,
}

/// <summary>What an operation comes to, seen from the rows as they were read.</summary>
/// <param name="Item">The operation.</param>
/// <param name="Status">What becomes of it if the transaction succeeds.</param>
/// <param name="Binding">What is written, for an upsert.</param>
/// <param name="Action">Its part of the transaction; null where nothing is to be written.</param>
internal sealed record PlannedAction(BatchItem Item, BatchStatus Status, ClientBinding? Binding, TableTransactionAction? Action);
