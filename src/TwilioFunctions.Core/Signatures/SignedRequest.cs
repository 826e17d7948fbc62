namespace TwilioFunctions.Core.Signatures;

/// <summary>What Twilio signs of a request.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Url">
/// The URL as it was received, from <c>HttpRequestData.Url.OriginalString</c>: every other member of <see cref="Uri"/> encodes the
/// query again, which breaks the signature.
/// </param>
/// <param name="Signature">The <c>X-Twilio-Signature</c> header; several values joined are no signature.</param>
/// <param name="ContentType">The <c>Content-Type</c> header.</param>
/// <param name="Body">The raw body, empty when there is none.</param>
public readonly record struct SignedRequest(string Method, string Url, string? Signature, string? ContentType, ReadOnlyMemory<byte> Body);
