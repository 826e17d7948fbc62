using System.Net;
using System.Net.Http.Headers;
using StandIns.Tests.LocalHost.SampleApp;

namespace StandIns.Tests.LocalHost;

public sealed class HttpRequestTests(HttpFunctionsHost fixture) : IClassFixture<HttpFunctionsHost>
{
    private readonly RunningHost host = fixture.Host;

    [Theory]
    [InlineData("/api/echo/a?q=%41&Q2=%c3%a4|x'y&empty=&none", "/api/echo/a?q=%41&Q2=%c3%a4|x'y&empty=&none")]
    [InlineData("/api/echo/%41%62?q=a+b%20c", "/api/echo/Ab?q=a+b%20c")]
    [InlineData("/api/echo/%c3%a4?", "/api/echo/%C3%A4?")]
    [InlineData("/api/echo/a%2Fb%2fc", "/api/echo/a%2Fb%2fc")]
    [InlineData("/api/echo/a%252Fb", "/api/echo/a%252Fb")]
    [InlineData("/api/echo/100%25%2F%41", "/api/echo/100%25%2FA")]
    [InlineData("/API/Echo/x/../y", "/API/Echo/y")]
    public async Task Url_HasThePathEncodedAnewAndTheQueryAsItWasSent(string target, string expected)
    {
        await RawHttp.SendAsync(host.Client.BaseAddress!, "GET", target);

        var seen = await host.Journal.NextAsync<SeenRequest>();
        Assert.Equal($"http://{host.Client.BaseAddress!.Authority}{expected}", seen.Url);
    }

    [Theory]
    [InlineData("/api/echo/a%2Fb", "a%2Fb")]
    [InlineData("/api/echo/a/b", "a/b")]
    [InlineData("/api/echo/%25x%20%C3%A4", "%x ä")]
    public async Task RouteValue_IsDecodedOnceExceptForSlashes(string target, string expected)
    {
        await RawHttp.SendAsync(host.Client.BaseAddress!, "GET", target);

        Assert.Equal(expected, (await host.Journal.NextAsync<SeenRequest>()).BindingData["rest"]);
    }

    [Fact]
    public async Task RepeatedQueryName_IsJoinedWithComma()
    {
        await RawHttp.SendAsync(host.Client.BaseAddress!, "GET", "/api/echo/x?q=1&q=2&code=secret&rest=query");

        var seen = await host.Journal.NextAsync<SeenRequest>();
        Assert.Equal("1,2", seen.Query);
        Assert.Equal("1,2", seen.BindingData["Q"]);
        Assert.Equal("x", seen.BindingData["rest"]);
        Assert.DoesNotContain("code", seen.BindingData.Keys);
    }

    [Fact]
    public async Task Headers_ArriveInLowerCaseUnlessKnown()
    {
        await RawHttp.SendAsync(
            host.Client.BaseAddress!, "GET", "/api/echo/x",
            "X-Twilio-Signature: abc=\r\nX-Several: a\r\nX-Several: b\r\nuser-agent: TwilioProxy/1.1\r\n");

        var seen = await host.Journal.NextAsync<SeenRequest>();
        Assert.Equal("abc=", seen.Headers["x-twilio-signature"]);
        Assert.Equal("a,b", seen.Headers["x-several"]);
        Assert.Equal("TwilioProxy/1.1", seen.Headers["User-Agent"]);
    }

    [Fact]
    public async Task ForwardedHeaders_ArePassedOnAndChangeNothing()
    {
        await RawHttp.SendAsync(
            host.Client.BaseAddress!, "GET", "/api/echo/x",
            "X-Forwarded-Proto: https\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-For: 1.2.3.4\r\n");

        var seen = await host.Journal.NextAsync<SeenRequest>();
        Assert.Equal("https", seen.Headers["x-forwarded-proto"]);
        Assert.Equal("evil.example", seen.Headers["x-forwarded-host"]);
        Assert.Equal($"http://{host.Client.BaseAddress!.Authority}/api/echo/x", seen.Url);
    }

    [Fact]
    public async Task Cookies_ArriveAsSent()
    {
        await RawHttp.SendAsync(host.Client.BaseAddress!, "GET", "/api/echo/x", "Cookie: one=1; two=a%20b=c; three\r\n");

        Assert.Equal(
            new Dictionary<string, string> { ["one"] = "1", ["two"] = "a%20b=c", ["three"] = "" },
            (await host.Journal.NextAsync<SeenRequest>()).Cookies);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("image/png")]
    [InlineData(null)]
    public async Task Body_ArrivesByteForByte(string? contentType)
    {
        byte[] bytes = [0xEF, 0xBB, 0xBF, 0, 0xFF, .. "a=%41&a=+"u8, 0xC3];
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);

        using var response = await host.Client.PostAsync("api/echo/x", content);

        await host.Journal.NextAsync<SeenRequest>();
        Assert.Equal(bytes, await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Body_IsSeekable() =>
        Assert.Equal(
            """seven {"id":7,"DISPLAYNAME":"seven"}""",
            await (await host.Client.PostAsync("api/readtwice", new StringContent("""{"id":7,"DISPLAYNAME":"seven"}"""))).Content.ReadAsStringAsync());

    [Fact]
    public async Task BodyOver100MB_Is413()
    {
        var status = await RawHttp.SendAsync(host.Client.BaseAddress!, "POST", "/api/echo/x", $"Content-Length: {(100 * 1024 * 1024) + 1}\r\n");

        Assert.Equal((int)HttpStatusCode.RequestEntityTooLarge, status);
    }

    [Fact]
    public async Task Context_DescribesFunctionAndTrace()
    {
        await RawHttp.SendAsync(
            host.Client.BaseAddress!, "GET", "/api/echo/x",
            "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\ntracestate: k=v\r\n");

        var context = (await host.Journal.NextAsync<SeenRequest>()).Context;
        Assert.True(Guid.TryParse(context.InvocationId, out _));
        Assert.Equal("Echo", context.FunctionDefinition.Name);
        Assert.Equal(context.FunctionDefinition.Id, context.FunctionId);
        Assert.Equal($"{typeof(HttpFunctions).FullName}.EchoAsync", context.FunctionDefinition.EntryPoint);
        Assert.Equal(typeof(HttpFunctions).Assembly.Location, context.FunctionDefinition.PathToAssembly);
        Assert.Equal("httpTrigger", Assert.Single(context.FunctionDefinition.InputBindings).Value.Type);
        Assert.Equal(["request", "context"], context.FunctionDefinition.Parameters.Select(parameter => parameter.Name));
        Assert.Matches("^00-0af7651916cd43dd8448eb211c80319c-(?!b7ad6b7169203331)[0-9a-f]{16}-01$", context.TraceContext.TraceParent);
        Assert.Equal("k=v", context.TraceContext.TraceState);
        Assert.Equal(0, context.RetryContext.RetryCount);
    }
}
