using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace TwilioFunctions.Core.Tests.Channels.WebPubSub;

/// <summary>Reads a JWT as RFC 7515 and RFC 7519 say, apart from the code under test.</summary>
internal static class TokenByHand
{
    /// <summary>The claims of a token that the key has signed.</summary>
    public static JsonElement Verified(string token, string key)
    {
        var parts = token.Split('.');
        Assert.Equal(3, parts.Length);
        using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(key));
        var expected = Convert.ToBase64String(hmac.ComputeHash(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}")));
        Assert.Equal(expected.TrimEnd('=').Replace('+', '-').Replace('/', '_'), parts[2]);
        var header = Part(parts[0]);
        Assert.Equal(("HS256", "JWT"), (header.GetProperty("alg").GetString(), header.GetProperty("typ").GetString()));
        return Part(parts[1]);
    }

    public static long Number(this JsonElement claims, string name) => claims.GetProperty(name).GetInt64();

    public static string? Text(this JsonElement claims, string name) => claims.GetProperty(name).GetString();

    private static JsonElement Part(string text)
    {
        var base64 = text.Replace('-', '+').Replace('_', '/');
        return JsonElement.Parse(Convert.FromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '=')));
    }
}
