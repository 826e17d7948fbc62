using Azure.Identity;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TwilioFunctions.Core.Channels;
using TwilioFunctions.Core.Channels.WebPubSub;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Core.Tests.Channels.WebPubSub;

public sealed class WebPubSubNegotiationTests : IAsyncLifetime
{
    private const string AccountSid = "AC00000000000000000000000000000001";
    private const string Key = "the/access+key=";

    private readonly FakeTimeProvider time = new();
    private PushService? service;
    private HttpClient? client;

    private PushService Service => service!;

    public async Task InitializeAsync()
    {
        service = await PushService.StartAsync();
        client = ChannelHttpClient.Create(service.Trusted(ChannelHttpClient.CreateHandler()));
    }

    public async Task DisposeAsync()
    {
        client!.Dispose();
        await Service.DisposeAsync();
    }

    [Theory]
    [InlineData("https://name.webpubsub.azure.com", "wss://name.webpubsub.azure.com/client/hubs/calls", "https://name.webpubsub.azure.com/client/hubs/calls")]
    [InlineData("HTTPS://Name.WebPubSub.Azure.com:443/", "wss://name.webpubsub.azure.com/client/hubs/calls", "https://name.webpubsub.azure.com/client/hubs/calls")]
    [InlineData("http://localhost:8080", "ws://localhost:8080/client/hubs/calls", "http://localhost:8080/client/hubs/calls")]
    public async Task AccessKey_SignsTheClientsToken(string endpoint, string url, string audience)
    {
        var negotiation = Negotiation(new WebPubSubOptions { Endpoint = endpoint, Hub = "calls", AccessKey = Key });

        var access = await negotiation.AccessAsync(AccountSid, "bob/é:\"1\"", CancellationToken.None);

        Assert.Equal((time.GetUtcNow().AddHours(1), null), (access.ExpiresAt, access.Problem));
        var parts = access.Url!.Split("?access_token=");
        Assert.Equal(url, parts[0]);
        var claims = TokenByHand.Verified(parts[1], Key);
        Assert.Equal((audience, "bob/é:\"1\""), (claims.Text("aud"), claims.Text("sub")));
        Assert.Equal((time.GetUtcNow().ToUnixTimeSeconds(), access.ExpiresAt.ToUnixTimeSeconds()), (claims.Number("iat"), claims.Number("exp")));
        // No role: the device receives, and sends to nobody.
        Assert.Equal(["aud", "exp", "iat", "sub"], claims.EnumerateObject().Select(claim => claim.Name).Order());
    }

    [Fact]
    public async Task AccountsWithAHubEach_KeepTheirClientsApart()
    {
        var negotiation = Negotiation(new WebPubSubOptions { Endpoint = "https://name.webpubsub.azure.com", Hub = "calls_{AccountSid}", AccessKey = Key });

        var access = await negotiation.AccessAsync(AccountSid, "bob", CancellationToken.None);

        Assert.StartsWith($"wss://name.webpubsub.azure.com/client/hubs/calls_{AccountSid}?", access.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutAccessKey_TheServiceMakesTheToken()
    {
        Service.Answer = new PushAnswer(200, """{"token":"a.b+/.c"}""");

        var access = await Negotiation(WithoutKey, new ScriptedCredential(time)).AccessAsync(AccountSid, "bob/é&x", CancellationToken.None);

        Assert.Equal($"wss://{Service.Url.Authority}/client/hubs/calls?access_token=a.b%2B%2F.c", access.Url);
        Assert.Equal(time.GetUtcNow().AddHours(1), access.ExpiresAt);
        var request = Assert.Single(Service.Requests);
        Assert.Equal(
            ("POST", "/api/hubs/calls/:generateToken", "?userId=bob%2F%C3%A9%26x&minutesToExpire=60&api-version=2024-01-01", "Bearer entra-token-1"),
            (request.Method, request.Path, request.Query, request.Header("Authorization")));
    }

    [Theory]
    [InlineData(200, "")]
    [InlineData(200, "{")]
    [InlineData(200, "[]")]
    [InlineData(200, """{"token":7}""")]
    [InlineData(200, """{"token":"\ud800"}""")]
    [InlineData(200, """{}""")]
    [InlineData(401, "")]
    [InlineData(403, "")]
    [InlineData(429, "")]
    [InlineData(503, "")]
    public async Task AnyOtherAnswer_IsAProblem(int status, string body)
    {
        Service.Answer = new PushAnswer(status, body);

        var access = await Negotiation(WithoutKey, new ScriptedCredential(time)).AccessAsync(AccountSid, "bob", CancellationToken.None);

        Assert.Null(access.Url);
        Assert.StartsWith(status == 200 ? "Azure Web PubSub gave no answer" : $"Azure Web PubSub answered {status}", access.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoServer_IsAProblem()
    {
        await Service.StopAsync();

        var access = await Negotiation(WithoutKey, new ScriptedCredential(time)).AccessAsync(AccountSid, "bob", CancellationToken.None);

        Assert.Equal("Azure Web PubSub gave no answer, or none that can be read.", access.Problem);
    }

    [Fact]
    public async Task NoAnswerInTenSeconds_IsAProblem()
    {
        Service.Answer = PushAnswer.Hang;

        var attempt = Negotiation(WithoutKey, new ScriptedCredential(time)).AccessAsync(AccountSid, "bob", CancellationToken.None);
        await Service.NextArrivalAsync();
        time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("Azure Web PubSub gave no answer, or none that can be read.", (await attempt).Problem);
    }

    [Fact]
    public async Task EntraWithoutToken_IsAProblem()
    {
        var without = Negotiation(WithoutKey, new ScriptedCredential(time, new CredentialUnavailableException("none")));
        var refused = Negotiation(WithoutKey, new ScriptedCredential(time, new AuthenticationFailedException("no")));

        var none = await without.AccessAsync(AccountSid, "bob", CancellationToken.None);
        var failed = await refused.AccessAsync(AccountSid, "bob", CancellationToken.None);

        Assert.Contains("Channels__WebPubSub__ClientId", none.Problem, StringComparison.Ordinal);
        Assert.Equal("Microsoft Entra gave no token for Azure Web PubSub.", failed.Problem);
    }

    [Fact]
    public async Task ChannelOff_IsAFaultOfTheCaller()
    {
        var negotiation = Negotiation(new WebPubSubOptions());

        Assert.StartsWith("Channels__WebPubSub__Endpoint is not set", negotiation.MissingSetting, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => negotiation.AccessAsync(AccountSid, "bob", CancellationToken.None));
    }

    private WebPubSubOptions WithoutKey => new() { Endpoint = Service.Url.ToString(), Hub = "calls" };

    private WebPubSubNegotiation Negotiation(WebPubSubOptions settings, ScriptedCredential? credential = null) =>
        new(client!, Options.Create(settings), new WebPubSubAuthorization(settings.AccessKey, credential, time), time);
}
