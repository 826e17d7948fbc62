using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Cli.Up;

/// <summary>A notification as it arrived at a device.</summary>
/// <param name="FirstByteAt">When its first byte did, as <see cref="TimeProvider.GetTimestamp"/> counts.</param>
/// <param name="Id">The header <c>webhook-id</c>.</param>
/// <param name="Timestamp">The header <c>webhook-timestamp</c>, in seconds since 1970.</param>
/// <param name="Signature">The header <c>webhook-signature</c>.</param>
/// <param name="Body">The JSON.</param>
internal sealed record ReceivedNotification(long FirstByteAt, string Id, string Timestamp, string Signature, byte[] Body)
{
    // What the scheme's own libraries tolerate: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>Whether it was signed with the secret, a moment ago.</summary>
    public bool IsSignedWith(string secret, DateTimeOffset now)
    {
        if (!long.TryParse(Timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs((double)now.ToUnixTimeSeconds() - seconds) > Tolerance.TotalSeconds
            || StandardWebhookSignature.Sign([secret], Id, seconds, Body) is not { } expected)
            return false;
        return Signature.Split(' ').Any(signature =>
            CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes(expected)));
    }
}
