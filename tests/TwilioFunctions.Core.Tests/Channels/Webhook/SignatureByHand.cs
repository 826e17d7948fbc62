using System.Security.Cryptography;
using System.Text;

namespace TwilioFunctions.Core.Tests.Channels.Webhook;

/// <summary>The scheme's formula, apart from the code under test.</summary>
internal static class SignatureByHand
{
    public static string Of(string secret, string id, string timestamp, byte[] body)
    {
        using var hmac = new HMACSHA256(Convert.FromBase64String(secret.Replace("whsec_", "", StringComparison.Ordinal)));
        return "v1," + Convert.ToBase64String(hmac.ComputeHash([.. Encoding.ASCII.GetBytes(id), .. "."u8, .. Encoding.ASCII.GetBytes(timestamp), .. "."u8, .. body]));
    }
}
