using System.Net;
using System.Net.Sockets;

namespace TwilioFunctions.Azurite;

/// <summary>
/// Reserves TCP ports of 127.0.0.1 for processes that are started later. Each reservation locks a file until this process ends, so that
/// two processes that use this class never get the same port. The range lies below the ports that Linux, macOS and Windows assign by themselves.
/// </summary>
public static class PortReservation
{
    private const int FirstPort = 20_000;
    private const int PortCount = 10_000;

    private static readonly string Folder = Path.Combine(Path.GetTempPath(), "twilio-functions-ports");
    private static readonly List<FileStream> Locks = [];
    private static readonly Lock Gate = new();

    /// <summary>Returns a port that nobody listens on.</summary>
    /// <exception cref="InvalidOperationException">All ports of the range are taken.</exception>
    public static int Next()
    {
        Directory.CreateDirectory(Folder);
        var start = Random.Shared.Next(PortCount);
        lock (Gate)
        {
            for (var offset = 0; offset < PortCount; offset++)
            {
                var port = FirstPort + ((start + offset) % PortCount);
                if (TryReserve(port))
                    return port;
            }
        }
        throw new InvalidOperationException($"All ports from {FirstPort} to {FirstPort + PortCount - 1} are taken.");
    }

    private static bool TryReserve(int port)
    {
        FileStream file;
        try
        {
            file = new FileStream(Path.Combine(Folder, $"{port}"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return false;
        }

        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            Locks.Add(file);
            return true;
        }
        catch (SocketException)
        {
            file.Dispose();
            return false;
        }
    }
}
