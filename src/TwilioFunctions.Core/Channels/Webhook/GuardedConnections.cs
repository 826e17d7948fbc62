using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace TwilioFunctions.Core.Channels.Webhook;

/// <summary>
/// Opens the connections of webhooks: looks the host up once, refuses it when any of its addresses is not public, and connects to an
/// address that was checked. A name that resolves differently the next time gains nothing. Host and SNI stay the URL's.
/// </summary>
internal sealed class GuardedConnections(WebhookChannelOptions options, HostResolver resolve)
{
    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    /// <exception cref="AddressRefusedException">The host has an address that is not public.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var endPoint = context.DnsEndPoint;
        IPAddress[] addresses = HostAddress.TryRead(endPoint.Host, out var address)
            ? [address]
            : await resolve(endPoint.Host, cancellationToken);
        if (!options.AllowsOrigin(context.InitialRequestMessage.RequestUri!) && !addresses.All(PublicAddress.Is))
            throw new AddressRefusedException($"{endPoint.Host} has an address that is not public. Channels__Webhook__AllowedOrigins would allow it.");
        return await ConnectAsync(addresses, endPoint.Port, cancellationToken);
    }

    private static async Task<Stream> ConnectAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        SocketException? failure = null;
        foreach (var address in addresses)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, port), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException refused)
            {
                socket.Dispose();
                failure = refused;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw failure ?? new SocketException((int)SocketError.HostNotFound);
    }
}

/// <summary>Reads a host that is an address already.</summary>
internal static class HostAddress
{
    /// <summary>False when the host is a name. A dot at the end, which some resolvers ignore, is ignored.</summary>
    public static bool TryRead(string host, [NotNullWhen(true)] out IPAddress? address) =>
        IPAddress.TryParse(host.TrimEnd('.').TrimStart('[').TrimEnd(']'), out address);
}

/// <summary>Looks a host name up.</summary>
internal delegate Task<IPAddress[]> HostResolver(string host, CancellationToken cancellationToken);

/// <summary>A host has an address that webhooks are not sent to. No connection was opened.</summary>
internal sealed class AddressRefusedException(string message) : Exception(message);
