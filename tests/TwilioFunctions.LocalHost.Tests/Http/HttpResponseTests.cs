using System.Net;
using System.Text.Json;
using TwilioFunctions.LocalHost.Tests.Hosting;

namespace TwilioFunctions.LocalHost.Tests.Http;

[Collection(HttpTests.Name)]
public sealed class HttpResponseTests(HttpHost fixture)
{
    private readonly HostProcess host = fixture.Host;

    [Theory]
    [InlineData("api/Text", "text/plain; charset=utf-8", "grüße von GET")]
    [InlineData("api/Poco", "application/json; charset=utf-8", """{"Id":7,"DisplayName":"GET"}""")]
    [InlineData("api/Number", "application/json; charset=utf-8", "3")]
    [InlineData("api/items/5", "application/json; charset=utf-8", """{"Id":5,"DisplayName":"nameless"}""")]
    [InlineData("api/items/5?name=a%20b", "application/json; charset=utf-8", """{"Id":5,"DisplayName":"a b"}""")]
    public async Task ReturnedValue_HasItsContentType(string path, string contentType, string body)
    {
        using var response = await host.Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(contentType, response.Content.Headers.ContentType?.ToString());
        Assert.Equal(body, await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("api/Nothing", HttpStatusCode.NoContent)]
    [InlineData("api/Wrapped", HttpStatusCode.Created)]
    public async Task Result_HasItsStatus(string path, HttpStatusCode status)
    {
        using var response = await host.Client.GetAsync(path);

        Assert.Equal(status, response.StatusCode);
    }

    [Theory]
    [InlineData(204)]
    [InlineData(205)]
    [InlineData(304)]
    public async Task StatusWithoutBody_KeepsItsHeaders(int status)
    {
        using var response = await RespondAsync(status, new() { ["ETag"] = ["\"one\""], ["X-Several"] = ["a", "b"], ["Content-Length"] = ["4"] }, "body");

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("\"one\"", response.Headers.ETag?.Tag);
        Assert.Equal(["a,b"], response.Headers.GetValues("X-Several"));
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task FramingHeadersOfAFunction_AreTheServersMatter()
    {
        using var response = await RespondAsync(200, new() { ["Content-Length"] = ["1000"], ["Transfer-Encoding"] = ["chunked"], ["Connection"] = ["close"] }, "grüße");

        Assert.Equal("grüße", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("X-Bad", "line\r\nX-Injected: yes")]
    [InlineData("X-Bad", "nul\0")]
    [InlineData("X-Bad", "grüße")]
    public async Task HeaderThatCantBeSent_Is500(string name, string value)
    {
        using var response = await RespondAsync(200, new() { [name] = [value] }, "body");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.False(response.Headers.Contains("X-Injected"));
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    [InlineData(1000)]
    public async Task StatusThatCantBeSent_Is500(int status)
    {
        using var response = await RespondAsync(status, [], "body");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        await host.PrintsAsync($"The function returned the status '{status}', which isn't a valid status of a response.");
    }

    [Fact]
    public async Task Cookies_AreSetWithTheirAttributes()
    {
        using var response = await host.Client.GetAsync("api/SetCookies");

        Assert.Equal(
            ["plain=1", "full=2; max-age=60; path=/api; secure; samesite=strict; httponly"],
            response.Headers.GetValues("Set-Cookie"));
    }

    [Fact]
    public async Task ResponseOf60MB_ArrivesByteForByte()
    {
        var bytes = await host.Client.GetByteArrayAsync("api/bytes/60000000");

        var expected = new byte[60_000_000];
        for (var i = 0; i < expected.Length; i++)
            expected[i] = (byte)(i % 251);
        Assert.True(bytes.AsSpan().SequenceEqual(expected));
    }

    [Fact]
    public async Task Exception_Is500WithoutBodyAndIsLogged()
    {
        using var response = await host.Client.GetAsync("api/Throw");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        await host.PrintsAsync("fail Function.Throw: Executed 'Functions.Throw' (Failed, Id=");
        var line = Assert.Single(host.Output, line => line.Contains("fail Function.Throw: Executed 'Functions.Throw'", StringComparison.Ordinal));
        Assert.EndsWith("ms): System.InvalidOperationException: GET fails", line, StringComparison.Ordinal);
        // The worker's own record has the stack trace, once.
        Assert.Single(host.Output, line => line == "System.InvalidOperationException: GET fails");
    }

    [Fact]
    public void Functions_AreListedWithTheirAddresses()
    {
        Assert.Contains($"Describe: [GET,POST] {host.Address}api/describe/{{*rest}}", host.Output);
        Assert.Contains($"AnyMethod: [*] {host.Address}api/AnyMethod", host.Output);
        Assert.DoesNotContain(host.Output, line => line.StartsWith("TakeText", StringComparison.Ordinal));
    }

    private Task<HttpResponseMessage> RespondAsync(int status, Dictionary<string, string[]> headers, string body) =>
        host.Client.PostAsync("api/Respond", new StringContent(JsonSerializer.Serialize(new { status, headers, body })));
}
