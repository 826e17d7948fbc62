using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace TwilioFunctions.Core.Tests.Channels;

/// <summary>A JSON Web Token taken apart.</summary>
internal sealed record Jwt(JsonElement Header, JsonElement Claims, byte[] Signed, byte[] Signature)
{
    public static Jwt Read(string token)
    {
        var parts = token.Split('.');
        Assert.Equal(3, parts.Length);
        return new Jwt(
            JsonElement.Parse(Base64Url.DecodeFromChars(parts[0])),
            JsonElement.Parse(Base64Url.DecodeFromChars(parts[1])),
            Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"),
            Base64Url.DecodeFromChars(parts[2]));
    }
}
