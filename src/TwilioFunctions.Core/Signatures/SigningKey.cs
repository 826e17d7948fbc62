using System.Security.Cryptography;
using System.Text;

namespace TwilioFunctions.Core.Signatures;

/// <summary>A key that requests are signed with, whose it is, and its place among the account's keys.</summary>
internal sealed class SigningKey(string accountSid, string place, string secret, SignatureAlgorithm algorithm)
{
    private readonly byte[] key = Encoding.UTF8.GetBytes(secret);

    public string AccountSid => accountSid;

    public string Place => place;

    /// <summary>The same key, seen from a subaccount.</summary>
    public SigningKey AsParent() => new(accountSid, $"parent {place}", secret, algorithm);

    public bool Signed(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        Span<byte> expected = stackalloc byte[SignatureAlgorithm.MaxSize];
        expected = expected[..algorithm.Size];
        algorithm.Sign(key, message, expected);
        return CryptographicOperations.FixedTimeEquals(expected, signature);
    }
}
