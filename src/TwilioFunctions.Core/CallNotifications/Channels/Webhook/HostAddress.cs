using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace TwilioFunctions.Core.CallNotifications.Channels.Webhook;

/// <summary>Reads a host that is an address already.</summary>
internal static class HostAddress
{
    /// <summary>False when the host is a name. A dot at the end, which some resolvers ignore, is ignored.</summary>
    public static bool TryRead(string host, [NotNullWhen(true)] out IPAddress? address) =>
        IPAddress.TryParse(host.TrimEnd('.').TrimStart('[').TrimEnd(']'), out address);
}
