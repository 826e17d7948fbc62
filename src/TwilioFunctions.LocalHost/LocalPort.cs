using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace TwilioFunctions.LocalHost;

/// <summary>
/// A port of localhost that is taken before the worker starts. Kestrel listens on it when the functions are known, and in between the system
/// could give it to a connection of any program.
/// </summary>
internal sealed class LocalPort : IDisposable
{
    private readonly Dictionary<IPAddress, Socket> sockets = [];

    private LocalPort(int number) => Number = number;

    public int Number { get; private set; }

    public IEnumerable<IPAddress> Addresses => sockets.Keys;

    /// <param name="number">The port; 0 takes a free one.</param>
    /// <exception cref="LocalHostException">The port can't be opened.</exception>
    public static LocalPort Take(int number)
    {
        var port = new LocalPort(number);
        try
        {
            port.Bind(IPAddress.Loopback);
            if (Socket.OSSupportsIPv6)
                port.Bind(IPAddress.IPv6Loopback);
        }
        catch (SocketException ex) when (ex.SocketErrorCode == SocketError.AddressNotAvailable && port.sockets.Count > 0)
        {
            // IPv6 is switched off.
        }
        catch (SocketException ex)
        {
            port.Dispose();
            throw port.Refused(ex.SocketErrorCode == SocketError.AddressAlreadyInUse, ex);
        }

        return port;
    }

    /// <summary>Returns the socket that is bound to an address.</summary>
    public Socket SocketOf(IPAddress address) => sockets[address];

    public LocalHostException Refused(bool isInUse, Exception ex) => isInUse
        ? new LocalHostException($"Port {Number} is in use: stop the program that listens there, or choose another port with --port.", ex)
        : new LocalHostException($"Port {Number} can't be opened ({ConsoleLog.Describe(ex)}): choose another port with --port.", ex);

    public void Dispose()
    {
        foreach (var socket in sockets.Values)
            socket.Dispose();
    }

    private void Bind(IPAddress address)
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(new IPEndPoint(address, Number));
        sockets[address] = socket;
        Number = ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
