using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Channels;
using TwilioFunctions.Core.Channels.Apns;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Core.Tests.Channels.Apns;

public sealed class ApnsChannelTests : NotificationChannelConformance
{
    private const string DeviceToken = "00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0";
    private const string Expired = """{"reason":"ExpiredProviderToken"}""";

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private INotificationChannel? channel;

    protected override HttpProtocols Protocols => HttpProtocols.Http2;

    protected override ChannelAddress Address => Voip;

    protected override IReadOnlyList<string> Secrets => [DeviceToken, key.ExportPkcs8PrivateKeyPem()];

    protected override PushAnswer Success => new(200);

    protected override IReadOnlyList<PushAnswer> Gone =>
        [new(410, """{"reason":"Unregistered","timestamp":1763722800000}"""), new(410, """{"reason":"ExpiredToken","timestamp":1763722800000}""")];

    protected override IReadOnlyList<PushAnswer> ConfigurationErrors =>
    [
        .. ((string[])["BadDeviceToken", "DeviceTokenNotForTopic", "BadTopic", "MissingTopic", "TopicDisallowed", "BadExpirationDate", "InvalidPushType", "PayloadEmpty", "BadMessageId"]).Select(reason => Error(400, reason)),
        .. ((string[])["InvalidProviderToken", "MissingProviderToken", "BadCertificate", "BadCertificateEnvironment", "Forbidden"]).Select(reason => Error(403, reason)),
        Error(404, "BadPath"),
        Error(405, "MethodNotAllowed"),
        Error(413, "PayloadTooLarge"),
    ];

    protected override IReadOnlyList<string> RequiredSettings => ["Channels__Apns__PrivateKey"];

    protected override INotificationChannel Channel => channel ??= ChannelWith(new ApnsOptions
    {
        TeamId = "TEAM123456",
        KeyId = "KEY1234567",
        PrivateKey = key.ExportPkcs8PrivateKeyPem(),
        ProductionEndpoint = Service.Url.ToString(),
        SandboxEndpoint = new Uri(Service.Url, "sandbox").ToString(),
    });

    protected override INotificationChannel ChannelWithoutSettings => ChannelWith(new ApnsOptions());

    private static ApnsAddress Voip { get; } = new(DeviceToken, "com.example.app", ApnsEnvironment.Production, ApnsPushType.Voip);

    private static ApnsAddress Alert { get; } = Voip with { PushType = ApnsPushType.Alert };

    protected override SocketsHttpHandler CreateHandler() => ApnsConnections.CreateHandler();

    protected override void AssertCarries(PushRequest request, string json) => Assert.Equal(Encoding.UTF8.GetBytes(json), request.Body);

    [Fact]
    public async Task VoipPush_HasEveryHeaderAndNoMore()
    {
        await Channel.SendAsync(Delivery(timeLeft: TimeSpan.FromSeconds(25)), CancellationToken.None);

        var request = Assert.Single(Service.Requests);
        Assert.Equal(("POST", $"/3/device/{DeviceToken}", "", "HTTP/2"), (request.Method, request.Path, request.Query, request.Protocol));
        Assert.Equal("voip", request.Header("apns-push-type"));
        Assert.Equal("com.example.app.voip", request.Header("apns-topic"));
        Assert.Equal("10", request.Header("apns-priority"));
        Assert.Equal($"{Time.GetUtcNow().AddSeconds(25).ToUnixTimeSeconds()}", request.Header("apns-expiration"));
        Assert.Equal("application/json", request.Header("content-type"));
        Assert.Equal(
            ["apns-expiration", "apns-id", "apns-priority", "apns-push-type", "apns-topic", "authorization", "content-length", "content-type", "host"],
            request.Headers.Keys.Select(name => name.ToLowerInvariant()).Where(name => !name.StartsWith(':')).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ProviderToken_IsSignedWithTheKeyAndNamesTheTeam()
    {
        await Channel.SendAsync(Delivery(), CancellationToken.None);

        var authorization = Assert.Single(Service.Requests).Header("authorization")!;
        Assert.StartsWith("bearer ", authorization, StringComparison.Ordinal);
        var parts = authorization["bearer ".Length..].Split('.');
        Assert.Equal("""{"alg":"ES256","kid":"KEY1234567","typ":"JWT"}""", Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[0])));
        Assert.Equal($$"""{"iss":"TEAM123456","iat":{{Time.GetUtcNow().ToUnixTimeSeconds()}}}""", Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1])));
        Assert.True(key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256));
    }

    [Fact]
    public async Task SandboxBinding_GoesToTheSandbox()
    {
        await Channel.SendAsync(Delivery(address: Voip with { Environment = ApnsEnvironment.Sandbox }), CancellationToken.None);

        Assert.Equal($"/sandbox/3/device/{DeviceToken}", Assert.Single(Service.Requests).Path);
    }

    [Fact]
    public async Task AlertPush_HasApsInFrontAndEveryOtherByteAsItWas()
    {
        await Channel.SendAsync(Delivery(address: Alert), CancellationToken.None);

        var request = Assert.Single(Service.Requests);
        Assert.Equal(("alert", "com.example.app"), (request.Header("apns-push-type"), request.Header("apns-topic")));
        Assert.Equal(
            """{"aps":{"alert":{"title":"Incoming call","body":"alice"},"sound":"default","mutable-content":1},""" + Json[1..], request.Text);
        using var parsed = JsonDocument.Parse(request.Body);
    }

    [Theory]
    [InlineData("""{"aps":{"alert":"x"},"twi_from":"client:alice"}""", """{"aps":{"alert":"x"},"twi_from":"client:alice"}""")]
    [InlineData(""" { }""", """ {"aps":{"alert":{"title":"Incoming call","body":""},"sound":"default","mutable-content":1} }""")]
    [InlineData(
        """{"twi_from":"+1555\"é\ud800"}""",
        """{"aps":{"alert":{"title":"Incoming call","body":""},"sound":"default","mutable-content":1},"twi_from":"+1555\"é\ud800"}""")]
    [InlineData(
        """{"twi_from":"a\"b"}""",
        """{"aps":{"alert":{"title":"Incoming call","body":"a\u0022b"},"sound":"default","mutable-content":1},"twi_from":"a\"b"}""")]
    [InlineData("[1]", "[1]")]
    public async Task AlertPushOfUnusualBody_IsStillJson(string json, string expected)
    {
        await Channel.SendAsync(Delivery(json, Alert), CancellationToken.None);

        Assert.Equal(expected, Assert.Single(Service.Requests).Text);
    }

    [Theory]
    [InlineData(ApnsPushType.Voip, 5120)]
    [InlineData(ApnsPushType.Alert, 4096)]
    public async Task PayloadOverTheLimit_IsRejectedUnsent(ApnsPushType type, int limit)
    {
        var empty = ApnsPayload.Of("""{"a":""}""", type).Length;
        var largest = $$"""{"a":"{{new string('x', limit - empty)}}"}""";

        var taken = await Channel.SendAsync(Delivery(largest, Voip with { PushType = type }), CancellationToken.None);
        var refused = await Channel.SendAsync(Delivery(largest.Replace("xx", "xxx", StringComparison.Ordinal), Voip with { PushType = type }), CancellationToken.None);

        Assert.Equal(DeliveryOutcome.Delivered, taken.Outcome);
        Assert.Equal(limit, Assert.Single(Service.Requests).Body.Length);
        Assert.Equal(DeliveryOutcome.Rejected, refused.Outcome);
        Assert.Contains($"{limit}", refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RepeatedAttempt_HasTheSameIdAndAnotherDeviceAnother()
    {
        var delivery = Delivery();
        await Channel.SendAsync(delivery, CancellationToken.None);
        await Channel.SendAsync(delivery, CancellationToken.None);
        await Channel.SendAsync(delivery with { Binding = delivery.Binding with { BindingId = "device-2" } }, CancellationToken.None);

        var ids = Service.Requests.Select(request => Guid.Parse(request.Header("apns-id")!)).ToArray();
        Assert.Equal(ids[0], ids[1]);
        Assert.NotEqual(ids[0], ids[2]);
    }

    [Theory]
    [InlineData("""{"reason":"Unregistered","timestamp":1763722800000}""", 1763722800000)]
    [InlineData("""{"reason":"Unregistered","timestamp":"1763722800000"}""", 1763722800000)]
    [InlineData("""{"reason":"Unregistered"}""", null)]
    [InlineData("""{"reason":"Unregistered","timestamp":-5}""", null)]
    [InlineData("""{"reason":"Unregistered","timestamp":1e300}""", null)]
    [InlineData("", null)]
    public async Task Gone_SaysSinceWhen(string body, long? milliseconds)
    {
        Service.Answer = new PushAnswer(410, body);

        var result = await Channel.SendAsync(Delivery(), CancellationToken.None);

        Assert.Equal(DeliveryOutcome.Gone, result.Outcome);
        Assert.Equal(milliseconds is { } since ? DateTimeOffset.FromUnixTimeMilliseconds(since) : null, result.GoneSince);
    }

    [Theory]
    [InlineData(429, "TooManyRequests")]
    [InlineData(429, "TooManyProviderTokenUpdates")]
    [InlineData(400, "IdleTimeout")]
    [InlineData(500, "InternalServerError")]
    [InlineData(503, "ServiceUnavailable")]
    [InlineData(503, "Shutdown")]
    public async Task PassingReason_IsRetriedAndNamed(int status, string reason)
    {
        Service.Answer = Error(status, reason);

        var result = await Channel.SendAsync(Delivery(), CancellationToken.None);

        Assert.Equal((DeliveryOutcome.Retry, $"{status} {reason}"), (result.Outcome, result.Reason));
    }

    [Fact]
    public async Task BadDeviceToken_NamesTheEnvironment()
    {
        Service.Answer = Error(400, "BadDeviceToken");

        var result = await Channel.SendAsync(Delivery(), CancellationToken.None);

        Assert.StartsWith("400 BadDeviceToken: ", result.Reason, StringComparison.Ordinal);
        Assert.Contains("production", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExpiredProviderToken_IsTriedOnceMoreWithANewOne()
    {
        await Channel.SendAsync(Delivery(), CancellationToken.None);
        Time.Advance(TimeSpan.FromMinutes(5));
        Service.Next(new PushAnswer(403, Expired));

        var result = await Channel.SendAsync(Delivery(), CancellationToken.None);
        await Channel.SendAsync(Delivery(), CancellationToken.None);

        Assert.Equal(DeliveryOutcome.Delivered, result.Outcome);
        var tokens = Service.Requests.Select(request => request.Header("authorization")).ToArray();
        Assert.Equal(4, tokens.Length);
        Assert.Equal(tokens[0], tokens[1]);
        Assert.NotEqual(tokens[1], tokens[2]);
        Assert.Equal(tokens[2], tokens[3]);
    }

    [Fact]
    public async Task EveryProviderTokenCalledExpired_DoesNotMakeOneForEachPush()
    {
        Service.Answer = new PushAnswer(403, Expired);
        await Channel.SendAsync(Delivery(), CancellationToken.None);

        for (var minute = 0; minute < 19; minute++)
        {
            Time.Advance(TimeSpan.FromMinutes(1));
            var result = await Channel.SendAsync(Delivery(), CancellationToken.None);
            Assert.Equal(DeliveryOutcome.Rejected, result.Outcome);
        }

        Assert.Equal(2, Service.Requests.Select(request => request.Header("authorization")).Distinct().Count());
        Assert.Equal(21, Service.Requests.Count);
    }

    [Fact]
    public async Task StoppedAndStartedAgain_DeliversAgain()
    {
        await Channel.SendAsync(Delivery(), CancellationToken.None);

        // GOAWAY, and then nobody there.
        await Service.StopAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => Channel.SendAsync(Delivery(), CancellationToken.None));
        await Service.StartAgainAsync();
        var result = await Eventually(() => Channel.SendAsync(Delivery(), CancellationToken.None));

        Assert.Equal(DeliveryOutcome.Delivered, result.Outcome);
    }

    [Fact]
    public async Task StoppedWithPushesUnderWay_TheyAreAnsweredAndTheNextUseANewConnection()
    {
        Service.Answer = PushAnswer.Hang;
        var underWay = Enumerable.Range(0, 10).Select(_ => Channel.SendAsync(Delivery(), CancellationToken.None)).ToArray();
        for (var arrived = 0; arrived < underWay.Length; arrived++)
            await Service.NextArrivalAsync();

        var stopping = Service.StopAsync();
        Service.Release();
        var results = await Task.WhenAll(underWay);
        await stopping;
        Service.Answer = Success;
        await Service.StartAgainAsync();
        var after = await Eventually(() => Channel.SendAsync(Delivery(), CancellationToken.None));

        Assert.All(results, result => Assert.Equal(DeliveryOutcome.Delivered, result.Outcome));
        Assert.Equal(DeliveryOutcome.Delivered, after.Outcome);
    }

    [Fact]
    public async Task ConnectionCutWithPushesUnderWay_AllOfThemMayBeTriedAgain()
    {
        Service.Answer = PushAnswer.Hang;
        var underWay = Enumerable.Range(0, 10).Select(_ => Channel.SendAsync(Delivery(), CancellationToken.None)).ToArray();
        for (var arrived = 0; arrived < underWay.Length; arrived++)
            await Service.NextArrivalAsync();
        Service.Answer = Success;

        Service.CutConnections();

        foreach (var attempt in underWay)
            await Assert.ThrowsAsync<HttpRequestException>(() => attempt);
        var again = await Task.WhenAll(underWay.Select(_ => Eventually(() => Channel.SendAsync(Delivery(), CancellationToken.None))));
        Assert.All(again, result => Assert.Equal(DeliveryOutcome.Delivered, result.Outcome));
    }

    private static PushAnswer Error(int status, string reason) => new(status, $$"""{"reason":"{{reason}}"}""");

    private ApnsChannel ChannelWith(ApnsOptions options) => new(Client, Options.Create(options), Time, NullLogger<ApnsChannel>.Instance);
}
