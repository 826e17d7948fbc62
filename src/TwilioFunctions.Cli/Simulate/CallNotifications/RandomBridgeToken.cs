using System.Buffers.Text;

namespace TwilioFunctions.Cli.Simulate.CallNotifications;

/// <summary>Draws what looks like the token that a client answers the call with. No client can: nobody calls.</summary>
internal static class RandomBridgeToken
{
    private const int CiphertextBytes = 480;

    /// <summary>Five parts as an encrypted token has them (RFC 7516), the second one empty for a key that is used as it is.</summary>
    public static string NextBridgeToken(this Random random)
    {
        var header = Base64Url.EncodeToString("""{"kid":"simulated","alg":"dir","enc":"A256GCM"}"""u8);
        return $"{header}..{random.NextBase64Url(12)}.{random.NextBase64Url(CiphertextBytes)}.{random.NextBase64Url(16)}";
    }

    private static string NextBase64Url(this Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return Base64Url.EncodeToString(bytes);
    }
}
