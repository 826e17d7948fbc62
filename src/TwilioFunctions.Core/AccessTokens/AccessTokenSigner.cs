using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace TwilioFunctions.Core.AccessTokens;

/// <summary>Makes access tokens, for local use and tests.</summary>
public static class AccessTokenSigner
{
    /// <summary>A token that the Voice SDK takes to receive calls, and the <c>me/</c> routes to tell who a device belongs to.</summary>
    /// <param name="accountSid">The account that the client belongs to.</param>
    /// <param name="apiKeySid">An API key of the account, <c>SK…</c>.</param>
    /// <param name="apiKeySecret">The secret of that key.</param>
    /// <param name="identity">The client identity.</param>
    /// <param name="lifetime">More than nothing, and up to 24 hours.</param>
    /// <param name="now">When the lifetime begins.</param>
    /// <exception cref="ArgumentOutOfRangeException">The lifetime is none that Twilio accepts.</exception>
    public static string Create(string accountSid, string apiKeySid, string apiKeySecret, string identity, TimeSpan lifetime, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lifetime, AccessTokenFormat.MaxLifetime);
        ArgumentNullException.ThrowIfNull(apiKeySecret);

        var issued = now.ToUnixTimeSeconds();
        var header = Part(json =>
        {
            json.WriteString("typ", "JWT");
            json.WriteString("alg", AccessTokenFormat.Algorithm);
            json.WriteString("cty", AccessTokenFormat.ContentType);
        });
        var payload = Part(json =>
        {
            json.WriteString("jti", $"{apiKeySid}-{issued}");
            json.WriteString("iss", apiKeySid);
            json.WriteString("sub", accountSid);
            json.WriteNumber("iat", issued);
            json.WriteNumber("exp", (now + lifetime).ToUnixTimeSeconds());
            json.WriteStartObject("grants");
            json.WriteString("identity", identity);
            json.WriteStartObject("voice");
            json.WriteStartObject("incoming");
            json.WriteBoolean("allow", true);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        });
        return Sign(header, payload, apiKeySecret);
    }

    /// <summary>Signs any header and payload, encoded already.</summary>
    internal static string Sign(string header, string payload, string apiKeySecret)
    {
        var signed = $"{header}.{payload}";
        return $"{signed}.{ApiKey.Sign(Encoding.UTF8.GetBytes(apiKeySecret), signed)}";
    }

    private static string Part(Action<Utf8JsonWriter> members)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        return Base64Url.EncodeToString(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }
}
