namespace TwilioFunctions.EventStreams;

/// <summary>The answer to a webhook whose events are all durable.</summary>
/// <param name="Accepted">How many there were.</param>
internal sealed record EventReceiptDocument(int Accepted);
