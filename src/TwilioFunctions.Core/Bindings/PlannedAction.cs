using Azure.Data.Tables;

namespace TwilioFunctions.Core.Bindings;

/// <summary>What an operation comes to, seen from the rows as they were read.</summary>
/// <param name="Item">The operation.</param>
/// <param name="Status">What becomes of it if the transaction succeeds.</param>
/// <param name="Binding">What is written, for an upsert.</param>
/// <param name="Action">Its part of the transaction; null where nothing is to be written.</param>
internal sealed record PlannedAction(BatchItem Item, BatchStatus Status, ClientBinding? Binding, TableTransactionAction? Action);
