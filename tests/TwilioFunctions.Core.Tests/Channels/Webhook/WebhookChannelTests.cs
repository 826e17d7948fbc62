using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Channels;
using TwilioFunctions.Core.Channels.Webhook;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Core.Tests.Channels.Webhook;

public sealed class WebhookChannelTests : NotificationChannelConformance
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string OtherSecret = "whsec_c2Vjb25kIHNlY3JldCBvZiB0aGUgcm90YXRpb24h";

    protected override ChannelAddress Address => AddressOf(new Uri(Service.Url, "/hooks/path-that-is-secret?key=query-that-is-secret").ToString());

    protected override IReadOnlyList<string> Secrets => [Secret, "path-that-is-secret", "query-that-is-secret"];

    protected override IReadOnlyList<PushAnswer> Gone => [new(410), new(410, "unsubscribed")];

    protected override IReadOnlyList<PushAnswer> ConfigurationErrors => [new(400), new(401), new(403), new(404), new(405), new(413), new(415)];

    // Each binding brings its secret.
    protected override IReadOnlyList<string> RequiredSettings => [];

    protected override INotificationChannel Channel => new WebhookChannel(Client, Options.Create(Settings), Time);

    protected override INotificationChannel ChannelWithoutSettings => new WebhookChannel(Client, Options.Create(new WebhookChannelOptions()), Time);

    private WebhookChannelOptions Settings => new() { AllowedOrigins = { Service.Url.GetLeftPart(UriPartial.Authority) } };

    protected override void AssertCarries(PushRequest request, string json) => Assert.Equal(Encoding.UTF8.GetBytes(json), request.Body);

    protected override SocketsHttpHandler CreateHandler() => WebhookRegistration.CreateHandler(Settings, Dns.GetHostAddressesAsync);

    [Fact]
    public async Task Request_HasTheHeadersOfTheScheme()
    {
        await Channel.SendAsync(Delivery(), CancellationToken.None);

        var request = Assert.Single(Service.Requests);
        Assert.Equal(("POST", "/hooks/path-that-is-secret", "?key=query-that-is-secret"), (request.Method, request.Path, request.Query));
        Assert.Equal("application/json", request.Header("Content-Type"));
        Assert.Equal(Service.Url.Authority, request.Header("Host"));
        Assert.Matches("^msg_[0-9a-f]{32}$", request.Header("webhook-id"));
        Assert.Equal(Time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), request.Header("webhook-timestamp"));
        Assert.Equal(ExpectedSignature(request, Secret), request.Header("webhook-signature"));
        Assert.Null(request.Header("traceparent"));
    }

    [Fact]
    public async Task RequestWithinASpan_CarriesItsTrace()
    {
        using var span = new Activity("push").SetIdFormat(ActivityIdFormat.W3C).Start();

        await Channel.SendAsync(Delivery(), CancellationToken.None);

        Assert.Equal(span.Id, Assert.Single(Service.Requests).Header("traceparent"));
    }

    [Fact]
    public async Task SecondSecret_SignsBeside()
    {
        var address = (WebhookAddress)Address with { SecondarySecret = OtherSecret };

        await Channel.SendAsync(Delivery(address: address), CancellationToken.None);

        var request = Assert.Single(Service.Requests);
        Assert.Equal($"{ExpectedSignature(request, Secret)} {ExpectedSignature(request, OtherSecret)}", request.Header("webhook-signature"));
    }

    [Fact]
    public async Task LaterAttempt_HasTheSameIdAndATimestampOfItsOwn()
    {
        await Channel.SendAsync(Delivery(), CancellationToken.None);
        Time.Advance(TimeSpan.FromSeconds(2));
        await Channel.SendAsync(Delivery(), CancellationToken.None);

        var (first, second) = (Service.Requests[0], Service.Requests[1]);
        Assert.Equal(first.Header("webhook-id"), second.Header("webhook-id"));
        Assert.NotEqual(first.Header("webhook-timestamp"), second.Header("webhook-timestamp"));
        Assert.Equal(ExpectedSignature(second, Secret), second.Header("webhook-signature"));
    }

    [Fact]
    public async Task OtherBindingOrMessage_HasAnotherId()
    {
        var delivery = Delivery();
        await Channel.SendAsync(delivery, CancellationToken.None);
        await Channel.SendAsync(delivery with { Binding = delivery.Binding with { BindingId = "device-2" } }, CancellationToken.None);
        await Channel.SendAsync(delivery with { Notification = delivery.Notification with { MessageId = "WB\r\nx: y." } }, CancellationToken.None);

        Assert.Equal(3, Service.Requests.Select(request => request.Header("webhook-id")).Distinct().Count());
    }

    [Theory]
    [InlineData(408)]
    [InlineData(425)]
    public async Task NotNow_IsRetried(int status)
    {
        Service.Answer = new PushAnswer(status).With("Retry-After", "3");

        var result = await Channel.SendAsync(Delivery(), CancellationToken.None);

        Assert.Equal((DeliveryOutcome.Retry, TimeSpan.FromSeconds(3)), (result.Outcome, result.RetryAfter));
    }

    [Fact]
    public async Task Redirect_IsExplained()
    {
        Service.Answer = new PushAnswer(308).With("Location", "https://example.com/");

        var result = await Channel.SendAsync(Delivery(), CancellationToken.None);

        Assert.Equal("308: redirects are not followed, register the URL that it leads to", result.Reason);
    }

    [Fact]
    public async Task NoResponse_EndsWithTheTimeoutOfTheAttemptAndNotBefore()
    {
        Service.Answer = PushAnswer.Hang;
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60), Time);

        var attempt = Channel.SendAsync(Delivery(), timeout.Token);
        await Service.NextArrivalAsync();
        Time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(attempt.IsCompleted);
        Time.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => attempt);
    }

    [Fact]
    public async Task CertificateOfNobody_IsRejected()
    {
        using var client = ChannelHttpClient.Create(CreateHandler());
        var channel = new WebhookChannel(client, Options.Create(Settings), Time);

        var result = await channel.SendAsync(Delivery(), CancellationToken.None);

        Assert.Equal(DeliveryOutcome.Rejected, result.Outcome);
        Assert.StartsWith("TLS failed", result.Reason, StringComparison.Ordinal);
        Assert.Empty(Service.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("whsec_not base64")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    public async Task SecretThatIsNone_IsRejected(string secret)
    {
        var address = (WebhookAddress)Address with { Secret = secret };

        var result = await Channel.SendAsync(Delivery(address: address), CancellationToken.None);

        Assert.Equal(DeliveryResult.Rejected("The binding's secret is not whsec_ and base64 of 24 to 64 bytes."), result);
        Assert.Empty(Service.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hooks")]
    [InlineData("ftp://example.com/")]
    [InlineData("http://example.com/")]
    public async Task UrlThatIsNone_IsRejected(string url)
    {
        var result = await Channel.SendAsync(Delivery(address: AddressOf(url)), CancellationToken.None);

        Assert.Equal(DeliveryOutcome.Rejected, result.Outcome);
        Assert.Contains("Channels__Webhook__AllowedOrigins", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OriginNotAllowedAnyMore_IsRejected()
    {
        var result = await ChannelWithoutSettings.SendAsync(Delivery(), CancellationToken.None);

        Assert.Equal(DeliveryOutcome.Rejected, result.Outcome);
        Assert.Empty(Service.Requests);
    }

    private static WebhookAddress AddressOf(string url) => new(url, Secret, null);

    private static string ExpectedSignature(PushRequest request, string secret) =>
        SignatureByHand.Of(secret, request.Header("webhook-id")!, request.Header("webhook-timestamp")!, request.Body);
}
