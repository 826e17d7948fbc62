using System.Net;
using StandIns.Tests.LocalHost.SampleApp;

namespace StandIns.Tests.LocalHost;

public sealed class HttpRoutingTests(HttpFunctionsHost fixture) : IClassFixture<HttpFunctionsHost>
{
    private readonly RunningHost host = fixture.Host;

    [Theory]
    [InlineData("GET", "/api/items/5", 200)]
    [InlineData("GET", "/API/Items/5", 200)]
    [InlineData("GET", "/api/items/5/", 200)]
    [InlineData("DELETE", "/api/items/5", 204)]
    [InlineData("POST", "/api/bindings:batch", 202)]
    [InlineData("POST", "/api/bindings%3Abatch", 202)]
    [InlineData("GET", "/api/text", 200)]
    [InlineData("GET", "/api/../api/./text", 200)]
    // The constraint of the route does not hold.
    [InlineData("GET", "/api/items/five", 404)]
    [InlineData("GET", "/api/unknown", 404)]
    [InlineData("GET", "/items/5", 404)]
    // A method that the route does not have, declared or not.
    [InlineData("PUT", "/api/items/5", 404)]
    [InlineData("HEAD", "/api/items/5", 404)]
    [InlineData("OPTIONS", "/api/items/5", 404)]
    [InlineData("GET", "/api/bindings:batch", 404)]
    [InlineData("GET", "/", 200)]
    [InlineData("POST", "/", 404)]
    public async Task Request_IsAnsweredByTheRouteAndMethodThatMatch(string method, string target, int status) =>
        Assert.Equal(status, await RawHttp.SendAsync(host.Client.BaseAddress!, method, target));

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("OPTIONS")]
    [InlineData("PURGE")]
    public async Task FunctionWithoutMethods_TakesEveryMethod(string method)
    {
        using var response = await host.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), "api/anymethod"));

        Assert.Equal(method, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task RoutePrefix_IsTakenFromHostJson()
    {
        await using var unprefixed = await RunningHost.StartAsync([typeof(HttpFunctions)], """{ "extensions": { "http": { "routePrefix": "" } } }""");

        using var found = await unprefixed.Client.GetAsync("text");
        using var missing = await unprefixed.Client.GetAsync("api/text");

        Assert.Equal(HttpStatusCode.OK, found.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task CorsOrigin_MayAskFromABrowser()
    {
        await using var open = await RunningHost.StartAsync([typeof(HttpFunctions)], corsOrigins: "https://one.example");
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "api/text")
        {
            Headers = { { "Origin", "https://one.example" }, { "Access-Control-Request-Method", "GET" } },
        };

        using var response = await open.Client.SendAsync(preflight);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(["https://one.example"], response.Headers.GetValues("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("api/items/5?name=a%20b", """{"Id":5,"DisplayName":"a b"}""")]
    [InlineData("api/items/5", """{"Id":5,"DisplayName":"nameless"}""")]
    [InlineData("api/guids/0d5f9e0a-5d0a-4a4e-9f0b-6f5f3b2a1c00", "GET 0d5f9e0a5d0a4a4e9f0b6f5f3b2a1c00")]
    public async Task RouteAndQueryValues_AreBoundToParameters(string path, string body) =>
        Assert.Equal(body, await host.Client.GetStringAsync(path));

    [Fact]
    public async Task ValueThatDoesNotConvert_Is500()
    {
        using var response = await host.Client.GetAsync("api/guids/none");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
    }
}
