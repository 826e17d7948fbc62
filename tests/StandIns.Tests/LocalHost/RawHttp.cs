using System.Net.Sockets;
using System.Text;

namespace StandIns.Tests.LocalHost;

/// <summary>Requests as they are written, which <see cref="HttpClient"/> would put in order.</summary>
internal static class RawHttp
{
    /// <returns>The status code.</returns>
    public static async Task<int> SendAsync(Uri address, string method, string target, string headers = "")
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"{method} {target} HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: close\r\n{headers}\r\n"));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var response = await reader.ReadToEndAsync();
        return int.Parse(response.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
