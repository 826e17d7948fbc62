using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace TwilioFunctions.Core.AccessTokens;

/// <summary>A configured API key, and the account whose access tokens it signs.</summary>
internal sealed class ApiKey(string accountSid, string sid, string? secret)
{
    private readonly byte[]? key = secret is null ? null : Encoding.UTF8.GetBytes(secret);

    public string AccountSid => accountSid;

    public string Sid => sid;

    public bool IsReadable => key is not null;

    /// <summary>
    /// Compares texts, not bytes: base64 has several spellings of the same bytes, of which one is right. False for a key that
    /// cannot be read.
    /// </summary>
    public bool Signed(ReadOnlySpan<char> signed, ReadOnlySpan<char> signature)
    {
        if (key is null)
            return false;
        var expected = Encoding.ASCII.GetBytes(Sign(key, signed));
        return CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(signature.ToArray()));
    }

    /// <summary>HMAC-SHA256 of the first two parts of a token, as its third.</summary>
    public static string Sign(byte[] key, ReadOnlySpan<char> signed)
    {
        var message = new byte[Encoding.UTF8.GetByteCount(signed)];
        Encoding.UTF8.GetBytes(signed, message);
        return Base64Url.EncodeToString(HMACSHA256.HashData(key, message));
    }
}
