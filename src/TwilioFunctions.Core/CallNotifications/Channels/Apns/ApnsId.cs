using System.Security.Cryptography;
using System.Text;

namespace TwilioFunctions.Core.CallNotifications.Channels.Apns;

/// <summary>Makes <c>apns-id</c>, under which Apple knows a push: every attempt at the same one has the same.</summary>
internal static class ApnsId
{
    /// <summary>A UUID of version 8, whose bits are ours to choose: https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-8.</summary>
    public static Guid Of(string messageId, string bindingId)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"{messageId}\n{bindingId}")).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
