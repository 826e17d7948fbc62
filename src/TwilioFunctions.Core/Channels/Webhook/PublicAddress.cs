using System.Net;
using System.Net.Sockets;

namespace TwilioFunctions.Core.Channels.Webhook;

/// <summary>
/// Tells the addresses of the public internet from all others: https://www.iana.org/assignments/iana-ipv4-special-registry and
/// https://www.iana.org/assignments/iana-ipv6-special-registry.
/// </summary>
internal static class PublicAddress
{
    private static readonly IPNetwork[] RefusedV4 =
    [
        IPNetwork.Parse("0.0.0.0/8"),
        IPNetwork.Parse("10.0.0.0/8"),
        IPNetwork.Parse("100.64.0.0/10"), // carrier-grade NAT, and the metadata services of some clouds
        IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("168.63.129.16/32"), // Azure's own: https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
        IPNetwork.Parse("169.254.0.0/16"), // link-local, and the metadata services of most clouds
        IPNetwork.Parse("172.16.0.0/12"),
        IPNetwork.Parse("192.0.0.0/24"),
        IPNetwork.Parse("192.0.2.0/24"), // documentation
        IPNetwork.Parse("192.88.99.0/24"), // 6to4 relays
        IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("198.18.0.0/15"), // benchmarks
        IPNetwork.Parse("198.51.100.0/24"), // documentation
        IPNetwork.Parse("203.0.113.0/24"), // documentation
        IPNetwork.Parse("224.0.0.0/4"), // multicast
        IPNetwork.Parse("240.0.0.0/4"), // reserved, and broadcast
    ];

    // Whatever is not global unicast is refused: loopback, link-local, unique local (fd00:ec2::254), multicast, IPv4-compatible,
    // 64:ff9b:1::/48 and what is yet to be assigned.
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] RefusedV6 =
    [
        IPNetwork.Parse("2001::/23"), // protocol assignments: Teredo, benchmarks, ORCHID
        IPNetwork.Parse("2001:db8::/32"), // documentation
        IPNetwork.Parse("2002::/16"), // 6to4, which would reach any IPv4 address
        IPNetwork.Parse("3fff::/20"), // documentation
    ];

    // What a network without IPv4 makes of an IPv4 address: the address within counts. https://www.rfc-editor.org/rfc/rfc6052
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>Whether anybody may be sent there.</summary>
    public static bool Is(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return Is(address.MapToIPv4());
        if (address.AddressFamily == AddressFamily.InterNetwork)
            return !RefusedV4.Any(network => network.Contains(address));
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return false;
        if (Translated.Contains(address))
            return Is(new IPAddress(address.GetAddressBytes().AsSpan(12)));
        return GlobalUnicast.Contains(address) && !RefusedV6.Any(network => network.Contains(address)) && !IsIsatap(address);
    }

    // https://www.rfc-editor.org/rfc/rfc5214#section-6.1: 0:5efe or 200:5efe, then an IPv4 address, behind any prefix.
    private static bool IsIsatap(IPAddress address)
    {
        var bytes = address.GetAddressBytes().AsSpan();
        return bytes.Slice(8, 4).SequenceEqual<byte>([0x00, 0x00, 0x5e, 0xfe]) || bytes.Slice(8, 4).SequenceEqual<byte>([0x02, 0x00, 0x5e, 0xfe]);
    }
}
