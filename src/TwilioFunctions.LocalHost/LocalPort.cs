using System.Net;
using System.Net.Sockets;

namespace TwilioFunctions.LocalHost;

/// <summary>Ports of the loopback address.</summary>
internal static class LocalPort
{
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Fails before the worker starts; Kestrel fails after it.</summary>
    /// <exception cref="LocalHostException">The port can't be opened.</exception>
    public static void Check(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
        }
        catch (SocketException ex)
        {
            throw ex.SocketErrorCode == SocketError.AddressAlreadyInUse
                ? InUse(port, ex)
                : new LocalHostException($"Port {port} can't be opened ({ex.Message}): choose another port with --port.", ex);
        }
    }

    public static LocalHostException InUse(int port, Exception ex) =>
        new($"Port {port} is in use: stop the program that listens there, or choose another port with --port.", ex);
}
