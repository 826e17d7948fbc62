using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace TwilioFunctions.Core.Storage;

/// <summary>
/// Carries a table's continuation token through a URL. A checksum over the token and its query tells apart what a page of this query
/// gave out from everything else: the service takes some invalid tokens for a place in the table, and fails with 500 for others.
/// </summary>
internal static class ContinuationToken
{
    private const int ChecksumSize = 8;

    public static string? Encode(string? token, string query)
    {
        if (token is null)
            return null;
        var text = Encoding.UTF8.GetBytes(token);
        return Base64Url.EncodeToString([.. Checksum(text, query), .. text]);
    }

    /// <summary>False for a text that <see cref="Encode"/> didn't make for this query.</summary>
    public static bool TryDecode(string? text, string query, out string? token)
    {
        token = null;
        if (string.IsNullOrEmpty(text))
            return true;
        if (!Base64Url.IsValid(text))
            return false;
        var bytes = Base64Url.DecodeFromChars(text).AsSpan();
        if (bytes.Length <= ChecksumSize || !bytes[..ChecksumSize].SequenceEqual(Checksum(bytes[ChecksumSize..], query)))
            return false;
        token = Encoding.UTF8.GetString(bytes[ChecksumSize..]);
        return true;
    }

    // Not a signature: a made-up token reads nothing that its maker couldn't read without it.
    private static ReadOnlySpan<byte> Checksum(ReadOnlySpan<byte> token, string query) =>
        SHA256.HashData([.. Encoding.UTF8.GetBytes(query), 0, .. token]).AsSpan(0, ChecksumSize);
}
