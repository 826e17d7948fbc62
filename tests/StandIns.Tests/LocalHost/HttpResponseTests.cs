using System.Net;
using Microsoft.Extensions.Logging;

namespace StandIns.Tests.LocalHost;

public sealed class HttpResponseTests(HttpFunctionsHost fixture) : IClassFixture<HttpFunctionsHost>
{
    private readonly RunningHost host = fixture.Host;

    [Theory]
    [InlineData("api/text", "text/plain; charset=utf-8", "grüße von GET")]
    [InlineData("api/poco", "application/json; charset=utf-8", """{"Id":7,"DisplayName":"GET"}""")]
    [InlineData("api/items/5", "application/json; charset=utf-8", """{"Id":5,"DisplayName":"nameless"}""")]
    public async Task ReturnedValue_HasItsContentType(string path, string contentType, string body)
    {
        using var response = await host.Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(contentType, response.Content.Headers.ContentType?.ToString());
        Assert.Equal(body, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task FunctionThatReturnsNothing_Is204()
    {
        using var response = await host.Client.GetAsync("api/later");

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    [Fact]
    public async Task NotModified_KeepsItsHeaders()
    {
        using var response = await host.Client.GetAsync("api/notmodified");

        Assert.Equal(HttpStatusCode.NotModified, response.StatusCode);
        Assert.Equal("\"one\"", response.Headers.ETag?.Tag);
        Assert.Equal(["a,b"], response.Headers.GetValues("X-Several"));
    }

    [Fact]
    public async Task Cookies_AreSetWithTheirAttributes()
    {
        using var response = await host.Client.GetAsync("api/setcookies");

        Assert.Equal(
            ["plain=1", "full=2; max-age=60; path=/api; secure; samesite=strict; httponly"],
            response.Headers.GetValues("Set-Cookie"));
    }

    [Fact]
    public async Task Exception_Is500WithoutBodyAndIsLogged()
    {
        using var response = await host.Client.GetAsync("api/throw");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        var line = Assert.Single(host.Log.Lines, line => line.Level == LogLevel.Error && line.Category == "Function.Throw");
        Assert.StartsWith("Executed 'Functions.Throw' (Failed, Id=", line.Message, StringComparison.Ordinal);
        Assert.Equal("GET fails", Assert.IsType<InvalidOperationException>(line.Error).Message);
    }

    [Fact]
    public void Functions_AreListedWithTheirAddresses() =>
        Assert.Contains(
            host.Log.Lines,
            line => line.Message == $"Echo: [GET,POST] {host.Client.BaseAddress}api/echo/{{*rest}}");
}
