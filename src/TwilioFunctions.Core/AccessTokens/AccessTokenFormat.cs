using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace TwilioFunctions.Core.AccessTokens;

/// <summary>Twilio's format: a JSON Web Token, https://www.twilio.com/docs/iam/access-tokens#jwt-format.</summary>
internal static class AccessTokenFormat
{
    /// <summary>The only algorithm: a token must not choose another, least of all none.</summary>
    public const string Algorithm = "HS256";

    /// <summary>Tells an access token from what else an API key may sign.</summary>
    public const string ContentType = "twilio-fpa;v=1";

    /// <summary>In characters of its encoded form: far more than any grants need.</summary>
    public const int MaxLength = 16 * 1024;

    /// <summary>The longest that Twilio lets a token live.</summary>
    public static readonly TimeSpan MaxLifetime = TimeSpan.FromHours(24);

    /// <summary>How far the clocks of the maker and ours may differ.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);
}

/// <summary>
/// A JSON object of a token: its header or its payload. Our own: JsonWebToken takes the last of two members of one name, ignores bytes
/// after the object and reads numbers from strings.
/// </summary>
internal static class TokenPart
{
    // A member that stands twice could be read as one by us and as the other by somebody else.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Returns null if the text isn't the base64url (RFC 4648 section 5, without padding) of a JSON object.</summary>
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
            // The latter for a member name that isn't valid text.
            return null;
        }
    }
}
