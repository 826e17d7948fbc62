namespace TwilioFunctions.Core.Signatures.Diagnosis;

/// <summary>What of a request is signed beside its URL, and what it does to the URL's <c>bodySHA256</c>.</summary>
internal readonly record struct SignedMessage(string Method, string? ContentType, ReadOnlyMemory<byte> Body, Func<string, string> Rewrite);
