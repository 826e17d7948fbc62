using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using TwilioFunctions.LocalHost.Tests.Hosting;

namespace TwilioFunctions.LocalHost.Tests.Http;

[Collection(HttpTests.Name)]
public sealed class HttpRequestTests(HttpHost fixture)
{
    private readonly HostProcess host = fixture.Host;

    [Theory]
    [InlineData("/api/describe/a?q=%41&Q2=%c3%a4|x'y&empty=&none", "/api/describe/a?q=%41&Q2=%c3%a4|x'y&empty=&none")]
    [InlineData("/api/describe/%41%62?q=a+b%20c", "/api/describe/Ab?q=a+b%20c")]
    [InlineData("/api/describe/%c3%a4?", "/api/describe/%C3%A4?")]
    [InlineData("/api/describe/a%2Fb%2fc", "/api/describe/a%2Fb%2fc")]
    [InlineData("/api/describe/a%27%7c~%20b", "/api/describe/a'%7C~%20b")]
    [InlineData("/API/Describe/x/../y", "/API/Describe/y")]
    // The two are the same for ASP.NET, here and in Azure.
    [InlineData("/api/describe/a%252Fb", "/api/describe/a%2Fb")]
    public async Task Url_HasThePathEncodedAnewAndTheQueryAsItWasSent(string target, string expected)
    {
        var seen = await DescribeAsync(target);

        Assert.Equal($"http://{host.Address.Authority}{expected}", seen.GetProperty("Url").GetString());
    }

    [Theory]
    [InlineData("/api/describe/a%2Fb", "a%2Fb")]
    [InlineData("/api/describe/a/b", "a/b")]
    [InlineData("/api/describe/%25x%20%C3%A4", "%x ä")]
    public async Task RouteValue_IsDecodedOnceExceptForSlashes(string target, string expected)
    {
        var seen = await DescribeAsync(target);

        Assert.Equal(expected, seen.GetProperty("Rest").GetString());
        Assert.Equal(expected, seen.GetProperty("BindingData").GetProperty("rest").GetString());
    }

    [Fact]
    public async Task RepeatedQueryName_IsJoinedWithComma()
    {
        var seen = await DescribeAsync("/api/describe/x?q=1&q=2&code=secret&rest=query");

        Assert.Equal("1,2", seen.GetProperty("Query").GetProperty("q").GetString());
        var data = seen.GetProperty("BindingData");
        Assert.Equal("1,2", data.GetProperty("q").GetString());
        Assert.Equal("x", data.GetProperty("rest").GetString());
        Assert.False(data.TryGetProperty("code", out _));
    }

    [Fact]
    public async Task Headers_ArriveInLowerCaseUnlessKnownAndRepeatedOnesAreJoined()
    {
        var seen = await DescribeAsync("/api/describe/x", "X-Twilio-Signature: abc=\r\nX-Several: a\r\nx-several: b\r\nUSER-Agent: TwilioProxy/1.1\r\nX-Empty:\r\nX-Text: gr\u00c3\u00bc\u00c3\u009fe\r\n");

        var headers = seen.GetProperty("Headers");
        Assert.Equal("abc=", headers.GetProperty("x-twilio-signature").GetString());
        Assert.Equal("a,b", headers.GetProperty("x-several").GetString());
        Assert.Equal("TwilioProxy/1.1", headers.GetProperty("User-Agent").GetString());
        Assert.Equal("", headers.GetProperty("x-empty").GetString());
        Assert.Equal("grüße", headers.GetProperty("x-text").GetString());
    }

    [Fact]
    public async Task ForwardedHeaders_ArePassedOnAndChangeNothing()
    {
        var seen = await DescribeAsync("/api/describe/x", "X-Forwarded-Proto: https\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-For: 1.2.3.4\r\n");

        Assert.Equal("https", seen.GetProperty("Headers").GetProperty("x-forwarded-proto").GetString());
        Assert.Equal("evil.example", seen.GetProperty("Headers").GetProperty("x-forwarded-host").GetString());
        Assert.Equal($"http://{host.Address.Authority}/api/describe/x", seen.GetProperty("Url").GetString());
    }

    [Fact]
    public async Task Cookies_ArriveAsSent()
    {
        var seen = await DescribeAsync("/api/describe/x", "Cookie: one=1; two=a%20b=c; three\r\n");

        Assert.Equal("""{"one":"1","two":"a%20b=c","three":""}""", seen.GetProperty("Cookies").GetRawText());
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

        using var response = await host.Client.PostAsync("api/Echo", content);

        Assert.Equal(bytes, await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task BodyOf20MB_ArrivesByteForByte()
    {
        var bytes = new byte[20 * 1024 * 1024];
        new Random(1).NextBytes(bytes);

        using var response = await host.Client.PostAsync("api/Echo", new ByteArrayContent(bytes));

        var received = await response.Content.ReadAsByteArrayAsync();
        Assert.True(received.AsSpan().SequenceEqual(bytes));
    }

    [Theory]
    [InlineData(100 * 1024 * 1024, HttpStatusCode.OK)]
    [InlineData((100 * 1024 * 1024) + 1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task BodyOver100MB_Is413(int length, HttpStatusCode status)
    {
        // The server doesn't read a body that is too large.
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/describe/x") { Content = new ByteArrayContent(new byte[length]), Headers = { ExpectContinue = true } };

        using var response = await host.Client.SendAsync(request);

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task ChunkedBody_IsNotHandedOn()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/describe/x") { Content = new StringContent("chunks"), Headers = { TransferEncodingChunked = true } };

        using var response = await host.Client.SendAsync(request);

        Assert.Equal(0, (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("Body").GetInt32());
    }

    [Fact]
    public async Task MembersOfJsonBody_AreBindingData()
    {
        var seen = await PostAsync("""{"id":7,"on":true,"nothing":null,"list":[1],"inner":{"a":"\ud800"},"half \udc00":"a\ud800b","whole":"\ud83d\ude00","rest":"body"}""");

        var data = seen.GetProperty("BindingData");
        Assert.Equal("7", data.GetProperty("id").GetString());
        Assert.Equal("True", data.GetProperty("on").GetString());
        Assert.Equal("""{"a":"�"}""", data.GetProperty("inner").GetString());
        // Half of a surrogate pair can't be sent to the worker.
        Assert.Equal("a�b", data.GetProperty("half �").GetString());
        Assert.Equal("😀", data.GetProperty("whole").GetString());
        Assert.Equal("x", data.GetProperty("rest").GetString());
        Assert.False(data.TryGetProperty("nothing", out _));
        Assert.False(data.TryGetProperty("list", out _));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{\"a\":1}}")]
    [InlineData("[1]")]
    [InlineData("\"text\"")]
    public async Task BodyThatIsNoJsonObject_IsHandedOn(string body) =>
        Assert.Equal(body.Length, (await PostAsync(body)).GetProperty("Body").GetInt32());

    [Fact]
    public async Task DeepJsonBody_IsHandedOn()
    {
        var body = string.Concat(Enumerable.Repeat("{\"a\":", 10_000));

        Assert.Equal(body.Length, (await PostAsync(body)).GetProperty("Body").GetInt32());
    }

    [Fact]
    public async Task Context_DescribesFunctionAndTrace()
    {
        var seen = await DescribeAsync("/api/describe/x", "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\ntracestate: k=v\r\n");

        var context = seen.GetProperty("Context");
        Assert.True(Guid.TryParse(context.GetProperty("InvocationId").GetString(), out _));
        Assert.Equal("Describe", context.GetProperty("Name").GetString());
        Assert.Matches("^00-0af7651916cd43dd8448eb211c80319c-(?!b7ad6b7169203331)[0-9a-f]{16}-01$", context.GetProperty("TraceParent").GetString());
        Assert.Equal("k=v", context.GetProperty("TraceState").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("traceparent: 00-0-0-0\r\n")]
    public async Task RequestWithoutTrace_BeginsOneThatIsRecorded(string headers)
    {
        var seen = await DescribeAsync("/api/describe/x", headers);

        Assert.Matches("^00-[0-9a-f]{32}-[0-9a-f]{16}-01$", seen.GetProperty("Context").GetProperty("TraceParent").GetString());
    }

    private async Task<JsonElement> DescribeAsync(string target, string headers = "") =>
        JsonElement.Parse((await RawHttp.SendAsync(host.Address, "GET", target, headers)).Body);

    private async Task<JsonElement> PostAsync(string json)
    {
        using var response = await host.Client.PostAsync("api/describe/x", new StringContent(json, Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
