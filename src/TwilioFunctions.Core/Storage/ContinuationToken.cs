using System.Buffers.Text;
using System.Text;

namespace TwilioFunctions.Core.Storage;

/// <summary>Carries a table's continuation token through a URL.</summary>
internal static class ContinuationToken
{
    public static string? Encode(string? token) => token is null ? null : Base64Url.EncodeToString(Encoding.UTF8.GetBytes(token));

    /// <summary>False for a text that <see cref="Encode"/> did not make.</summary>
    public static bool TryDecode(string? text, out string? token)
    {
        token = null;
        if (string.IsNullOrEmpty(text))
            return true;
        if (!Base64Url.IsValid(text))
            return false;
        token = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text));
        // The service's own form: the next partition's and row's keys, which are not empty.
        return token.Contains(' ', StringComparison.Ordinal);
    }
}
