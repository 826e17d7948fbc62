using System.Security.Cryptography;

namespace TwilioFunctions.Core.CallNotifications.Channels.Apns;

/// <summary>Reads the key of a <c>.p8</c> file.</summary>
internal static class ApnsPrivateKey
{
    /// <summary>A private key on the curve P-256; null when the text is none.</summary>
    public static ECDsa? TryRead(string text)
    {
        var key = ECDsa.Create();
        try
        {
            var pem = text.Replace("\\r", "", StringComparison.Ordinal).Replace("\\n", "\n", StringComparison.Ordinal);
            if (pem.Contains("-----", StringComparison.Ordinal))
                key.ImportFromPem(pem);
            else
                key.ImportPkcs8PrivateKey(Convert.FromBase64String(pem), out _);

            // Only a private key signs, and ES256 wants this curve.
            key.SignData([], HashAlgorithmName.SHA256);
            if (key.KeySize == 256)
                return key;
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or ArgumentException or FormatException)
        {
            // Said by the null.
        }

        key.Dispose();
        return null;
    }
}
