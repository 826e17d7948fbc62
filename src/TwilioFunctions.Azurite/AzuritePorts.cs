using System.Net;
using System.Net.Sockets;

namespace TwilioFunctions.Azurite;

/// <summary>The ports that Azurite listens on, all on 127.0.0.1.</summary>
public sealed record AzuritePorts(int Blob, int Queue, int Table)
{
    /// <summary>The ports that <c>UseDevelopmentStorage=true</c> means.</summary>
    public static AzuritePorts Default { get; } = new(10000, 10001, 10002);

    /// <summary>Three ports that are free now.</summary>
    public static AzuritePorts Free()
    {
        var listeners = Enumerable.Range(0, 3).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        foreach (var listener in listeners)
            listener.Start();
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        foreach (var listener in listeners)
            listener.Stop();
        return new AzuritePorts(ports[0], ports[1], ports[2]);
    }

    /// <summary>The ports as people read them.</summary>
    public override string ToString() => $"{Blob}, {Queue}, {Table}";
}
