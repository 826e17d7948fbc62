using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace TwilioFunctions.Core.AccessTokens;

/// <summary>
/// A JSON object of a token: its header or its payload. Our own: JsonWebToken takes the last of two members of one name, ignores bytes
/// after the object and reads numbers from strings.
/// </summary>
internal static class TokenPart
{
    // A member that stands twice could be read as one by us and as the other by somebody else.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Null for what is no base64url (RFC 4648 section 5, without padding) of a JSON object.</summary>
    public static JsonElement? Read(ReadOnlySpan<char> text)
    {
        // The decoder lets padding and whitespace pass.
        foreach (var letter in text)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_'))
                return null;
        }

        var bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        if (Base64Url.DecodeFromChars(text, bytes, out _, out var length) != OperationStatus.Done)
            return null;
        try
        {
            var root = JsonElement.Parse(bytes.AsSpan(0, length), Strict);
            return root.ValueKind == JsonValueKind.Object ? root : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // The second where a member's name is no text.
            return null;
        }
    }
}
