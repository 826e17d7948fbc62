namespace TwilioFunctions.Core.Bindings;

/// <summary>What became of a write, and the binding after it.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Binding">
/// As it is kept now, ETag included; after <see cref="BindingWriteOutcome.Deleted"/> as it was. Null where there is none.
/// </param>
public sealed record BindingWrite(BindingWriteOutcome Outcome, ClientBinding? Binding);
