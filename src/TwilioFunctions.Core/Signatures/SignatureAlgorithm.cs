using System.Security.Cryptography;

namespace TwilioFunctions.Core.Signatures;

/// <summary>
/// How a key signs. Auth tokens use HMAC-SHA1; Twilio is introducing shared signing keys with algorithms of their own
/// (https://www.twilio.com/docs/usage/webhooks/webhook-shared-keys).
/// </summary>
internal abstract class SignatureAlgorithm
{
    /// <summary>No algorithm's signature is longer, in bytes.</summary>
    public const int MaxSize = HMACSHA1.HashSizeInBytes;

    public static SignatureAlgorithm HmacSha1 { get; } = new HmacSha1Algorithm();

    /// <summary>The signature's length in bytes.</summary>
    public abstract int Size { get; }

    public abstract void Sign(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message, Span<byte> signature);

    /// <summary>
    /// Decodes a header that is the Base64 of a signature, letter by letter as Twilio writes it: the framework's decoder alone skips
    /// whitespace and ignores the bits that the last letter has too many.
    /// </summary>
    public static bool TryDecode(string header, Span<byte> signature, out int length)
    {
        Span<char> encoded = stackalloc char[4 * ((MaxSize + 2) / 3)];
        return Convert.TryFromBase64String(header, signature, out length)
            && length == HmacSha1.Size
            && Convert.TryToBase64Chars(signature[..length], encoded, out var letters)
            && encoded[..letters].SequenceEqual(header);
    }

    private sealed class HmacSha1Algorithm : SignatureAlgorithm
    {
        public override int Size => HMACSHA1.HashSizeInBytes;

#pragma warning disable CA5350 // Twilio chose it: https://www.twilio.com/docs/usage/webhooks/webhooks-security
        public override void Sign(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message, Span<byte> signature) =>
            HMACSHA1.HashData(key, message, signature);
#pragma warning restore CA5350
    }
}
