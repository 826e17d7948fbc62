using System.Text;
using TwilioFunctions.LocalHost.Tests.Hosting;

namespace TwilioFunctions.LocalHost.Tests.Http;

/// <summary>Bytes that no client should send get the response of the host in Azure, or 400.</summary>
[Collection(HttpTests.Name)]
public sealed class HostileRequestsTests(HttpHost fixture)
{
    private readonly HostProcess host = fixture.Host;

    [Theory]
    [InlineData("a..b")]
    [InlineData("xn--")]
    [InlineData("")]
    [InlineData("two hosts")]
    [InlineData("gr\u00fc\u00dfe")]
    [InlineData("host:port")]
    [InlineData("[::1")]
    [InlineData("a/b")]
    [InlineData("user@host")]
    [InlineData("%61")]
    public async Task InvalidHost_Is400(string name) => Assert.Equal(400, await SendAsync($"GET /api/text HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n"));

    [Fact]
    public async Task HostThatIsTooLong_Is400() =>
        Assert.Equal(400, await SendAsync($"GET /api/text HTTP/1.1\r\nHost: {new string('a', 300)}\r\nConnection: close\r\n\r\n"));

    [Theory]
    [InlineData("GET /api/text HTTP/1.1\r\nConnection: close\r\n\r\n", 400)]
    [InlineData("GET /api/text HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n", 400)]
    // HTTP/1.0 has no Host header, but a function has a URL.
    [InlineData("GET /api/text HTTP/1.0\r\n\r\n", 400)]
    [InlineData("GET /api/text HTTP/1.0\r\nHost: localhost\r\n\r\n", 200)]
    [InlineData("GET http://other/api/text HTTP/1.1\r\nHost: other\r\nConnection: close\r\n\r\n", 200)]
    [InlineData("GET http://other/api/text HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 400)]
    [InlineData("OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 404)]
    [InlineData("CONNECT localhost:80 HTTP/1.1\r\nHost: localhost:80\r\nConnection: close\r\n\r\n", 404)]
    [InlineData("GET api/text HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 400)]
    [InlineData("GET /api/text HTTP/3.0\r\nHost: localhost\r\nConnection: close\r\n\r\n", 505)]
    [InlineData("G\u00c4T /api/text HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 400)]
    [InlineData("\0\u0001\u0002", 400)]
    public async Task RequestLine_IsServedOrRefused(string request, int status) => Assert.Equal(status, await SendAsync(request));

    [Theory]
    [InlineData("/api/./text", 200)]
    [InlineData("/api/x/../text", 200)]
    [InlineData("/../../api/text", 200)]
    [InlineData("/api/%2e/text", 200)]
    [InlineData("/api/x/%2e%2e/text", 200)]
    [InlineData("//api/text", 404)]
    [InlineData("/api//text", 404)]
    [InlineData("/api/text%00", 400)]
    [InlineData("/api/text\u00e4", 400)]
    // Escapes that aren't UTF-8 stay as they are.
    [InlineData("/api/describe/%ff%c3%28", 200)]
    [InlineData("/api/describe/%ed%a0%80", 200)]
    [InlineData("/api/describe/%", 200)]
    [InlineData("/api/describe/%zz", 200)]
    [InlineData("/api/describe/x?q=%ed%a0%80&%ed%a0%80=1&=&&&%ff=%00", 200)]
    public async Task Path_IsServedOrRefused(string target, int status) =>
        Assert.Equal(status, (await RawHttp.SendAsync(host.Address, "GET", target)).Status);

    [Theory]
    [InlineData("Content-Length: -1\r\n", "", 400)]
    [InlineData("Content-Length: ten\r\n", "", 400)]
    [InlineData("Content-Length: 5\r\nContent-Length: 6\r\n", "", 400)]
    [InlineData("Content-Length: 99999999999999999999\r\n", "", 400)]
    [InlineData("Content-Length: 104857601\r\n", "", 413)]
    [InlineData("Content-Length: 9999999999\r\n", "", 413)]
    [InlineData("Transfer-Encoding: chunked\r\n", "zz\r\n", 200)]
    [InlineData("Transfer-Encoding: chunked\r\n", "5\r\nhello\r\n0\r\n\r\n", 200)]
    [InlineData("Transfer-Encoding: gzip\r\n", "", 400)]
    [InlineData("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n", 200)]
    [InlineData("Bad Header: x\r\n", "", 400)]
    [InlineData("X-Header: a\0b\r\n", "", 400)]
    [InlineData(": x\r\n", "", 400)]
    [InlineData("X-Folded: a\r\n b\r\n", "", 400)]
    [InlineData("X-Not-Utf8: \u00ff\u00c3\u0028\r\n", "", 400)]
    [InlineData("Content-Type: \u00ff\r\n", "", 400)]
    [InlineData("X-Control: \u0001\r\n", "", 200)]
    public async Task Headers_AreServedOrRefused(string headers, string body, int status) =>
        Assert.Equal(status, await SendAsync($"POST /api/describe/x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n{body}"));

    [Fact]
    public async Task HeadersOf64KB_Are431() =>
        Assert.Equal(431, await SendAsync($"GET /api/text HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Long: {new string('x', 65536)}\r\n\r\n"));

    [Fact]
    public async Task RequestLineOf64KB_Is414() =>
        Assert.Equal(414, await SendAsync($"GET /api/text?{new string('x', 65536)} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));

    [Fact]
    public async Task ManyParameters_AreServed() =>
        Assert.Equal(200, (await RawHttp.SendAsync(host.Address, "GET", $"/api/describe/x?{string.Join('&', Enumerable.Range(0, 2000).Select(number => $"{(char)('a' + (number % 26))}"))}")).Status);

    [Fact]
    public async Task Http2WithPriorKnowledge_IsRefused() =>
        Assert.Equal(0, await SendAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0"));

    [Fact]
    public async Task RequestsMadeOfPieces_AreNeverAnError()
    {
        var worker = await host.WorkerIdAsync();
        var random = new Random(20261128);
        var requests = Enumerable.Range(0, 3000).Select(_ => HostileRequests.Next(random)).ToList();

        var statuses = new List<(int Status, string Request)>();
        await Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (request, _) =>
        {
            var status = (await RawHttp.SendAsync(host.Address, Encoding.Latin1.GetBytes(request), TimeSpan.FromSeconds(5))).Status;
            lock (statuses)
                statuses.Add((status, request));
        });

        Assert.DoesNotContain(statuses, seen => seen.Status >= 500 && seen.Status != 505);
        // Enough of them are valid to reach the function.
        Assert.InRange(statuses.Count(seen => seen.Status == 200), 300, 2700);
        Assert.Equal(worker, await host.WorkerIdAsync());
        Assert.DoesNotContain(host.Output, line => line.Contains("Microsoft.AspNetCore", StringComparison.Ordinal));
    }

    private async Task<int> SendAsync(string request) => (await RawHttp.SendAsync(host.Address, Encoding.Latin1.GetBytes(request))).Status;
}
