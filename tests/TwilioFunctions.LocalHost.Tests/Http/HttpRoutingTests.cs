using System.Net;
using TwilioFunctions.LocalHost.Tests.Hosting;

namespace TwilioFunctions.LocalHost.Tests.Http;

[Collection(HttpTests.Name)]
public sealed class HttpRoutingTests(HttpHost fixture)
{
    private readonly HostProcess host = fixture.Host;

    [Theory]
    [InlineData("GET", "/api/items/5", 200)]
    [InlineData("GET", "/API/Items/5", 200)]
    [InlineData("GET", "/api/items/5/", 200)]
    [InlineData("DELETE", "/api/items/5", 204)]
    [InlineData("POST", "/api/bindings:batch", 202)]
    [InlineData("POST", "/api/bindings%3Abatch", 202)]
    [InlineData("GET", "/api/text", 200)]
    [InlineData("GET", "/api/../api/./text", 200)]
    // The constraint of the route doesn't hold.
    [InlineData("GET", "/api/items/five", 404)]
    [InlineData("GET", "/api/unknown", 404)]
    [InlineData("GET", "/items/5", 404)]
    // A method that the route doesn't have, declared or not.
    [InlineData("PUT", "/api/items/5", 404)]
    [InlineData("HEAD", "/api/items/5", 404)]
    [InlineData("OPTIONS", "/api/items/5", 404)]
    [InlineData("GET", "/api/bindings:batch", 404)]
    [InlineData("GET", "/", 200)]
    [InlineData("POST", "/", 404)]
    public async Task Request_IsServedByTheRouteAndMethodThatMatch(string method, string target, int status) =>
        Assert.Equal(status, (await RawHttp.SendAsync(host.Address, method, target)).Status);

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("OPTIONS")]
    [InlineData("PURGE")]
    public async Task FunctionWithoutMethods_TakesEveryMethod(string method)
    {
        using var response = await host.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), "api/AnyMethod"));

        Assert.Equal(method, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task FunctionLevel_NeedsNoKey()
    {
        using var response = await host.Client.PostAsync("api/bindings:batch", content: null);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }
}
