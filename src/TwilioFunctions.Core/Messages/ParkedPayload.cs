namespace TwilioFunctions.Core.Messages;

/// <summary>The reference to a payload in table <c>ParkedPayloads</c>.</summary>
/// <param name="Key">The partition: the message's id and the beginning of the hash, so that two payloads never share one.</param>
/// <param name="Chunks">How many rows it takes.</param>
/// <param name="Sha256">The payload's SHA-256, lower-case hexadecimal, checked when it is read.</param>
public sealed record ParkedPayload(string Key, int Chunks, string Sha256);
