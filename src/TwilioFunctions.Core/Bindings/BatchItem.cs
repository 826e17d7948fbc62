namespace TwilioFunctions.Core.Bindings;

/// <summary>An operation and its place in the batch.</summary>
internal readonly record struct BatchItem(int Index, BatchOperation Operation)
{
    public string BindingId => Operation.BindingId!;
}
