namespace TwilioFunctions.Core.Bindings;

/// <summary>The body of a batch: <c>{"operations":[{"upsert":{…}},{"delete":{"identity":"…","bindingId":"…"}}]}</c>.</summary>
/// <param name="Operations">In order, malformed ones included; empty when the body as a whole is refused.</param>
/// <param name="Problem">Why the body as a whole is refused; null when it is not.</param>
public sealed record BindingBatch(IReadOnlyList<BatchOperation> Operations, BindingProblem? Problem)
{
    internal static BindingBatch Refused(string field, string detail) => new([], new BindingProblem(field, detail));
}
