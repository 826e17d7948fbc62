using System.Net.Sockets;
using System.Text;

namespace TwilioFunctions.LocalHost.Tests.Hosting;

/// <summary>Requests byte by byte, which <see cref="HttpClient"/> would put in order.</summary>
internal static class RawHttp
{
    /// <summary>Sends a request with a valid Host header.</summary>
    public static Task<RawResponse> SendAsync(Uri address, string method, string target, string headers = "") =>
        SendAsync(address, Encoding.Latin1.GetBytes($"{method} {target} HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: close\r\n{headers}\r\n"));

    /// <summary>Sends bytes and reads until the server closes the connection.</summary>
    /// <param name="address">The server.</param>
    /// <param name="bytes">The request.</param>
    /// <param name="patience">The time after which the request ends although the server waits for more bytes; null for a complete request.</param>
    public static async Task<RawResponse> SendAsync(Uri address, byte[] bytes, TimeSpan? patience = null)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        var stream = client.GetStream();
        using var response = new MemoryStream();
        try
        {
            var reading = stream.CopyToAsync(response);
            await stream.WriteAsync(bytes);
            if (await Task.WhenAny(reading, Task.Delay(patience ?? Timeout.InfiniteTimeSpan)) != reading)
                client.Client.Shutdown(SocketShutdown.Send);
            await reading.WaitAsync(TimeSpan.FromMinutes(1));
        }
        catch (Exception ex) when (ex is IOException or SocketException)
        {
            // The server has closed the connection before it read everything.
        }

        return RawResponse.Parse(response.ToArray());
    }
}

/// <param name="Status">The status code; 0 if the server closed the connection without a response.</param>
/// <param name="Body">The body as it was sent.</param>
internal sealed record RawResponse(int Status, string Body)
{
    public static RawResponse Parse(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return text.StartsWith("HTTP/1.", StringComparison.Ordinal) && end > 0
            ? new RawResponse(int.Parse(text.AsSpan(9, 3)), text[(end + 4)..])
            : new RawResponse(0, text);
    }
}
