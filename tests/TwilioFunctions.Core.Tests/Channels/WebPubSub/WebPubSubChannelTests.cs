using System.Text;
using Azure.Identity;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Channels;
using TwilioFunctions.Core.Channels.WebPubSub;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Core.Tests.Channels.WebPubSub;

public sealed class WebPubSubChannelTests : NotificationChannelConformance
{
    private const string Key = "the/access+key=";

    private PushAnswer presence = new(200);

    protected override ChannelAddress Address => new WebPubSubAddress();

    protected override IReadOnlyList<string> Secrets => [Key];

    protected override PushAnswer Success => new(202);

    // The user is the identity itself: there is no address that could be invalid.
    protected override IReadOnlyList<PushAnswer> Gone => [];

    protected override IReadOnlyList<PushAnswer> ConfigurationErrors =>
        [new(400), new(401), new(403), new(404), new(410), new(413), new(400, """{"code":"InvalidHub","message":"no"}""")];

    protected override IReadOnlyList<string> RequiredSettings => ["Channels__WebPubSub__Endpoint"];

    protected override INotificationChannel Channel => ChannelOf(Settings);

    protected override INotificationChannel ChannelWithoutSettings => ChannelOf(new WebPubSubOptions());

    private WebPubSubOptions Settings => new() { Endpoint = Service.Url.ToString(), Hub = "calls", AccessKey = Key };

    protected override void AssertCarries(PushRequest request, string json) => Assert.Equal(Encoding.UTF8.GetBytes(json), request.Body);

    protected override void Prepare() => Service.Beside(request => request.Method == "HEAD", _ => presence);

    [Fact]
    public async Task Requests_AskForTheUserThenSendToIt()
    {
        await Channel.SendAsync(Delivery(timeLeft: TimeSpan.FromSeconds(12.3)), CancellationToken.None);

        Assert.Collection(
            Service.Requests,
            request => Assert.Equal(("HEAD", "/api/hubs/calls/users/bob", "?api-version=2024-01-01"), (request.Method, request.Path, request.Query)),
            request =>
            {
                Assert.Equal(
                    ("POST", "/api/hubs/calls/users/bob/:send", "?api-version=2024-01-01&messageTtlSeconds=13"), (request.Method, request.Path, request.Query));
                Assert.Equal("application/json", request.Header("Content-Type"));
            });
    }

    [Fact]
    public async Task AccessKey_SignsATokenForEachRequest()
    {
        await Channel.SendAsync(Delivery(), CancellationToken.None);

        Assert.Equal(2, Service.Requests.Count);
        foreach (var request in Service.Requests)
        {
            var claims = TokenByHand.Verified(BearerOf(request), Key);
            var now = Time.GetUtcNow();
            Assert.Equal($"{Service.Url.GetLeftPart(UriPartial.Authority)}{request.Path}{request.Query}", claims.Text("aud"));
            Assert.Equal((now.ToUnixTimeSeconds(), now.AddMinutes(5).ToUnixTimeSeconds()), (claims.Number("iat"), claims.Number("exp")));
            Assert.False(claims.TryGetProperty("sub", out _));
        }
    }

    [Theory]
    [InlineData("a/b", "a%2Fb")]
    [InlineData("a%2Fb", "a%252Fb")]
    [InlineData("100%", "100%25")]
    [InlineData("a?b#c", "a%3Fb%23c")]
    [InlineData("a b+c", "a%20b%2Bc")]
    [InlineData("client:bob", "client%3Abob")]
    [InlineData("böb 😀", "b%C3%B6b%20%F0%9F%98%80")]
    [InlineData("../calls", "..%2Fcalls")]
    [InlineData("\u200ebob", "%E2%80%8Ebob")]
    [InlineData("~b.o-b_", "~b.o-b_")]
    public async Task AnyIdentity_IsOneSegmentOfThePath(string identity, string segment)
    {
        var result = await Channel.SendAsync(DeliveryTo(identity), CancellationToken.None);

        Assert.Equal(DeliveryOutcome.Delivered, result.Outcome);
        var request = Assert.Single(Service.Deliveries);
        Assert.Equal($"/api/hubs/calls/users/{segment}/:send", request.Path);
        Assert.EndsWith($"{request.Path}{request.Query}", TokenByHand.Verified(BearerOf(request), Key).Text("aud"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    public async Task IdentityThatNoPathHolds_IsRejected(string identity)
    {
        var result = await Channel.SendAsync(DeliveryTo(identity), CancellationToken.None);

        Assert.Equal(DeliveryOutcome.Rejected, result.Outcome);
        Assert.Empty(Service.Requests);
    }

    [Fact]
    public async Task NobodyConnected_IsRetriedAndNothingSent()
    {
        presence = new PushAnswer(404);

        var result = await Channel.SendAsync(Delivery(), CancellationToken.None);

        Assert.Equal(DeliveryResult.Retry("nobody connected"), result);
        Assert.Empty(Service.Deliveries);
    }

    [Theory]
    [InlineData(401, DeliveryOutcome.Rejected)]
    [InlineData(403, DeliveryOutcome.Rejected)]
    [InlineData(429, DeliveryOutcome.Retry)]
    [InlineData(503, DeliveryOutcome.Retry)]
    public async Task PresenceRefused_IsTheResult(int status, DeliveryOutcome expected)
    {
        presence = new PushAnswer(status).With("Retry-After", "2");

        var result = await Channel.SendAsync(Delivery(), CancellationToken.None);

        Assert.Equal(expected, result.Outcome);
        Assert.Equal(expected == DeliveryOutcome.Retry ? TimeSpan.FromSeconds(2) : null, result.RetryAfter);
        Assert.Empty(Service.Deliveries);
    }

    [Theory]
    [InlineData(401, "Channels__WebPubSub__AccessKey")]
    [InlineData(403, "Web PubSub Service Owner")]
    public async Task Refusal_SaysWhatToMend(int status, string expected)
    {
        Service.Answer = new PushAnswer(status);

        var result = await Channel.SendAsync(Delivery(), CancellationToken.None);

        Assert.Contains(expected, result.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.0, "1")]
    [InlineData(-5.0, "1")]
    [InlineData(1000.0, "300")]
    public async Task TimeToLive_StaysWithinTheServicesLimits(double seconds, string expected)
    {
        await Channel.SendAsync(Delivery(timeLeft: TimeSpan.FromSeconds(seconds)), CancellationToken.None);

        Assert.EndsWith($"&messageTtlSeconds={expected}", Assert.Single(Service.Deliveries).Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HubWithPlaceForTheAccount_IsTheAccountsOwn()
    {
        var settings = Settings;
        settings.Hub = "calls_{AccountSid}";

        await ChannelOf(settings).SendAsync(Delivery(), CancellationToken.None);

        Assert.Equal("/api/hubs/calls_AC00000000000000000000000000000001/users/bob/:send", Assert.Single(Service.Deliveries).Path);
    }

    [Fact]
    public async Task WithoutAccessKey_EntrasTokenIsUsedUntilItEnds()
    {
        var credential = new ScriptedCredential(Time);
        var channel = ChannelOf(WithoutKey, credential);

        await channel.SendAsync(Delivery(), CancellationToken.None);
        Time.Advance(TimeSpan.FromMinutes(54));
        await channel.SendAsync(Delivery(), CancellationToken.None);
        Time.Advance(TimeSpan.FromMinutes(2));
        await channel.SendAsync(Delivery(), CancellationToken.None);

        Assert.Equal(["entra-token-1", "entra-token-1", "entra-token-2"], Service.Deliveries.Select(BearerOf));
        Assert.All(credential.Questions, scopes => Assert.Equal(["https://webpubsub.azure.com/.default"], scopes));
        Assert.Equal(2, credential.Questions.Count);
    }

    [Fact]
    public async Task NoIdentityForEntra_IsRejectedWithTheSettings()
    {
        var credential = new ScriptedCredential(Time, new CredentialUnavailableException("none"));

        var result = await ChannelOf(WithoutKey, credential).SendAsync(Delivery(), CancellationToken.None);

        Assert.Equal(DeliveryOutcome.Rejected, result.Outcome);
        Assert.Contains("Channels__WebPubSub__ClientId", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EntraFails_IsRetried()
    {
        var credential = new ScriptedCredential(Time, new AuthenticationFailedException("secret"));

        var result = await ChannelOf(WithoutKey, credential).SendAsync(Delivery(), CancellationToken.None);

        Assert.Equal(DeliveryResult.Retry("Microsoft Entra gave no token"), result);
        Assert.Empty(Service.Requests);
    }

    private WebPubSubOptions WithoutKey => new() { Endpoint = Service.Url.ToString(), Hub = "calls" };

    private Delivery DeliveryTo(string identity)
    {
        var delivery = Delivery();
        return delivery with { Binding = delivery.Binding with { Identity = identity } };
    }

    private WebPubSubChannel ChannelOf(WebPubSubOptions settings, ScriptedCredential? credential = null) =>
        new(Client, Options.Create(settings), new WebPubSubAuthorization(settings.AccessKey, credential, Time), Time);

    private static string BearerOf(PushRequest request)
    {
        var authorization = request.Header("Authorization")!;
        Assert.StartsWith("Bearer ", authorization, StringComparison.Ordinal);
        return authorization["Bearer ".Length..];
    }
}
