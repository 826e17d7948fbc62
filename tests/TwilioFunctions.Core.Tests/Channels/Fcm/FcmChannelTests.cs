using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Moq;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Channels;
using TwilioFunctions.Core.Channels.Fcm;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Core.Tests.Channels.Fcm;

public sealed class FcmChannelTests : NotificationChannelConformance
{
    private const string RegistrationToken = "dQw4w9WgXcQ:APA91bHun4MxP5egoKMwt2KZFBaFUH-1RYqx_registration";
    private const string AccessToken = "ya29.access-token";

    private static readonly RSA Key = RSA.Create(2048);

    private INotificationChannel? channel;
    private int tokensGiven;

    protected override ChannelAddress Address => new FcmAddress(RegistrationToken);

    protected override IReadOnlyList<string> Secrets => [RegistrationToken, $"{AccessToken}-1", Key.ExportPkcs8PrivateKeyPem()];

    protected override PushAnswer Success => new(200, """{"name":"projects/project-1/messages/0:1500415314455276%31bd1c9631bd1c96"}""");

    protected override IReadOnlyList<PushAnswer> Gone =>
    [
        FcmError(404, "NOT_FOUND", "UNREGISTERED", "Requested entity was not found."),
        FcmError(400, "INVALID_ARGUMENT", "INVALID_ARGUMENT", "The registration token is not a valid FCM registration token"),
        InvalidField("message.token"),
    ];

    protected override IReadOnlyList<PushAnswer> ConfigurationErrors =>
    [
        FcmError(400, "INVALID_ARGUMENT", "INVALID_ARGUMENT", "Request contains an invalid argument."),
        InvalidField("message.data[0].value"),
        FcmError(403, "PERMISSION_DENIED", "SENDER_ID_MISMATCH", "SenderId mismatch"),
        FcmError(401, "UNAUTHENTICATED", "THIRD_PARTY_AUTH_ERROR", "Auth error from APNS or Web Push Service"),
        GoogleError(401, "UNAUTHENTICATED"),
        GoogleError(403, "PERMISSION_DENIED"),
        // Without FcmError it is the project that was not found.
        GoogleError(404, "NOT_FOUND"),
        new(404),
        new(413),
    ];

    protected override IReadOnlyList<string> RequiredSettings => ["Channels__Fcm__ServiceAccountJson"];

    protected override INotificationChannel Channel => channel ??= ChannelWith(NullLogger<FcmChannel>.Instance);

    protected override INotificationChannel ChannelWithoutSettings =>
        new FcmChannel(Client, Options.Create(new FcmOptions()), Time, NullLogger<FcmChannel>.Instance);

    private IReadOnlyList<PushRequest> TokenRequests => [.. Service.Requests.Where(IsTokenRequest)];

    protected override void Prepare() => Service.Beside(IsTokenRequest, _ => Token(Interlocked.Increment(ref tokensGiven)));

    protected override void AssertCarries(PushRequest request, string json)
    {
        using var sent = JsonDocument.Parse(json);
        using var message = JsonDocument.Parse(request.Body);
        var data = message.RootElement.GetProperty("message").GetProperty("data").EnumerateObject().ToArray();
        var members = sent.RootElement.EnumerateObject().ToArray();
        Assert.Equal(members.Select(member => member.Name), data.Select(member => member.Name));
        Assert.Equal(
            members.Select(member => member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString() : member.Value.GetRawText()),
            data.Select(member => member.Value.GetString()));
    }

    [Fact]
    public async Task Message_IsWhatFirebaseAsksForAndNoMore()
    {
        await Channel.SendAsync(Delivery("""{"twi_from":"client:al\u0069ce","a":{"b": 1.50},"n":1e2,"t":true,"z":null}""", timeLeft: TimeSpan.FromSeconds(28.7)), CancellationToken.None);

        var request = Assert.Single(Service.Deliveries);
        Assert.Equal(("POST", "/v1/projects/project-1/messages:send", "", "HTTP/2"), (request.Method, request.Path, request.Query, request.Protocol));
        Assert.Equal(
            """{"message":{"token":"REGISTRATION","data":{"twi_from":"client:al\u0069ce","a":"{\"b\": 1.50}","n":"1e2","t":"true","z":"null"},"android":{"priority":"HIGH","ttl":"28s"}}}"""
                .Replace("REGISTRATION", RegistrationToken, StringComparison.Ordinal),
            request.Text);
        Assert.Equal($"Bearer {AccessToken}-1", request.Header("authorization"));
        Assert.Equal("application/json", request.Header("content-type"));
        Assert.Equal(
            ["authorization", "content-length", "content-type", "host"],
            request.Headers.Keys.Select(name => name.ToLowerInvariant()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Assertion_IsSignedWithTheAccountsKeyAndNamesTheScope()
    {
        await Channel.SendAsync(Delivery(), CancellationToken.None);

        var request = Assert.Single(TokenRequests);
        Assert.Equal(("POST", "application/x-www-form-urlencoded"), (request.Method, request.Header("content-type")?.Split(';')[0]));
        var form = request.Text.Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));
        Assert.Equal("urn:ietf:params:oauth:grant-type:jwt-bearer", form["grant_type"]);
        var assertion = Jwt.Read(form["assertion"]);
        Assert.Equal("RS256", assertion.Header.GetProperty("alg").GetString());
        Assert.Equal("0123456789abcdef", assertion.Header.GetProperty("kid").GetString());
        Assert.True(Key.VerifyData(assertion.Signed, assertion.Signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.Equal(ServiceAccounts.Email, assertion.Claims.GetProperty("iss").GetString());
        Assert.Equal("https://www.googleapis.com/auth/firebase.messaging", assertion.Claims.GetProperty("scope").GetString());
        // Google's own, wherever the token is asked for.
        Assert.Equal("https://oauth2.googleapis.com/token", assertion.Claims.GetProperty("aud").GetString());
        var issued = assertion.Claims.GetProperty("iat").GetInt64();
        Assert.Equal(Time.GetUtcNow().ToUnixTimeSeconds(), issued);
        Assert.InRange(assertion.Claims.GetProperty("exp").GetInt64() - issued, 1, 3600);
    }

    [Fact]
    public async Task AccessToken_IsKeptUntilItIsAboutToExpire()
    {
        await Channel.SendAsync(Delivery(), CancellationToken.None);
        Time.Advance(TimeSpan.FromMinutes(45));
        await Channel.SendAsync(Delivery(), CancellationToken.None);
        Assert.Single(TokenRequests);

        Time.Advance(TimeSpan.FromMinutes(15));
        await Channel.SendAsync(Delivery(), CancellationToken.None);

        Assert.Equal($"Bearer {AccessToken}-2", Service.Deliveries[^1].Header("authorization"));
    }

    [Fact]
    public async Task ManyAtOnce_AskForOneToken()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Channel.SendAsync(Delivery(), CancellationToken.None)));

        Assert.Single(TokenRequests);
    }

    [Fact]
    public async Task AccessTokenRefused_IsFetchedAgainAndTheMessageDelivered()
    {
        Service.Next(GoogleError(401, "UNAUTHENTICATED"));

        var result = await Channel.SendAsync(Delivery(), CancellationToken.None);

        Assert.Equal(DeliveryOutcome.Delivered, result.Outcome);
        Assert.Equal([$"Bearer {AccessToken}-1", $"Bearer {AccessToken}-2"], Service.Deliveries.Select(request => request.Header("authorization")));
        Assert.Equal(2, TokenRequests.Count);
    }

    [Fact]
    public async Task AccessTokenRefusedTwice_IsRejectedAfterOneRenewal()
    {
        Service.Answer = GoogleError(401, "UNAUTHENTICATED");

        var result = await Channel.SendAsync(Delivery(), CancellationToken.None);

        Assert.Equal(DeliveryOutcome.Rejected, result.Outcome);
        Assert.Contains("Channels__Fcm__ServiceAccountJson", result.Reason, StringComparison.Ordinal);
        Assert.Equal((2, 2), (Service.Deliveries.Count, TokenRequests.Count));
    }

    [Fact]
    public async Task AccessTokenRefusedForMany_IsFetchedOnce()
    {
        await Channel.SendAsync(Delivery(), CancellationToken.None);
        Service.Next([.. Enumerable.Repeat(GoogleError(401, "UNAUTHENTICATED"), 20)]);

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Channel.SendAsync(Delivery(), CancellationToken.None)));

        // One that came late may have met the new token with an answer that was meant for the old one.
        Assert.Contains(results, result => result.Outcome == DeliveryOutcome.Delivered);
        Assert.InRange(TokenRequests.Count, 2, 3);
    }

    [Fact]
    public async Task ThirdPartyAuthError_LeavesTheAccessTokenAlone()
    {
        Service.Answer = FcmError(401, "UNAUTHENTICATED", "THIRD_PARTY_AUTH_ERROR", "Auth error");

        await Channel.SendAsync(Delivery(), CancellationToken.None);

        Assert.Equal((1, 1), (Service.Deliveries.Count, TokenRequests.Count));
    }

    [Theory]
    [InlineData(400, "invalid_grant", DeliveryOutcome.Rejected)]
    [InlineData(400, "invalid_scope", DeliveryOutcome.Rejected)]
    [InlineData(401, "invalid_client", DeliveryOutcome.Rejected)]
    [InlineData(403, "access_denied", DeliveryOutcome.Rejected)]
    [InlineData(429, "rate_limited", DeliveryOutcome.Retry)]
    [InlineData(500, "internal_failure", DeliveryOutcome.Retry)]
    [InlineData(503, "temporarily_unavailable", DeliveryOutcome.Retry)]
    public async Task TokenEndpointRefuses_IsSaid(int status, string error, DeliveryOutcome expected)
    {
        Service.Beside(IsTokenRequest, _ => new PushAnswer(status, $$"""{"error":"{{error}}","error_description":"Invalid JWT: {{RegistrationToken}}"}"""));

        var result = await Channel.SendAsync(Delivery(), CancellationToken.None);

        Assert.Equal(expected, result.Outcome);
        Assert.Contains($"{status} {error}", result.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(RegistrationToken, result.Reason, StringComparison.Ordinal);
        Assert.Empty(Service.Deliveries);
        Assert.Single(TokenRequests);
    }

    [Theory]
    [InlineData(200, "")]
    [InlineData(200, "{}")]
    [InlineData(200, "[]")]
    [InlineData(200, "<html>")]
    [InlineData(200, """{"access_token":"","expires_in":3600}""")]
    [InlineData(200, """{"access_token":"a\r\nb: c","expires_in":3600}""")]
    [InlineData(200, """{"access_token":{"a":1},"expires_in":"soon"}""")]
    [InlineData(200, """{"access_token":"a","expires_in":-99999999999999999999}""")]
    [InlineData(204, "")]
    [InlineData(404, "")]
    [InlineData(500, "")]
    [InlineData(502, "<html>")]
    [InlineData(503, "[[[[")]
    public async Task TokenEndpointAnswersNonsense_MayBeTriedAgain(int status, string body)
    {
        Service.Beside(IsTokenRequest, _ => new PushAnswer(status, body));

        var result = await Channel.SendAsync(Delivery(), CancellationToken.None);

        Assert.Equal(DeliveryOutcome.Retry, result.Outcome);
        Assert.Empty(Service.Deliveries);
    }

    [Fact]
    public async Task TokenEndpointRedirects_IsNotFollowed()
    {
        Service.Beside(IsTokenRequest, _ => new PushAnswer(302).With("Location", new Uri(Service.Url, "elsewhere").ToString()));

        var result = await Channel.SendAsync(Delivery(), CancellationToken.None);

        Assert.Equal(DeliveryOutcome.Retry, result.Outcome);
        Assert.DoesNotContain(Service.Requests, request => request.Path == "/elsewhere");
    }

    [Fact]
    public async Task TokenEndpointAnswersWithoutEnd_IsNotReadWhole()
    {
        Service.Beside(IsTokenRequest, _ => new PushAnswer(200, new byte[5_000_000]));

        await Assert.ThrowsAsync<HttpRequestException>(() => Channel.SendAsync(Delivery(), CancellationToken.None));
    }

    [Fact]
    public async Task TokenEndpointCut_ThrowsAndTheNextAttemptIsDelivered()
    {
        var cut = true;
        Service.Beside(request => IsTokenRequest(request) && cut, _ => PushAnswer.Cut);

        await Assert.ThrowsAsync<HttpRequestException>(() => Channel.SendAsync(Delivery(), CancellationToken.None));
        cut = false;
        var result = await Channel.SendAsync(Delivery(), CancellationToken.None);

        Assert.Equal(DeliveryOutcome.Delivered, result.Outcome);
    }

    [Fact]
    public async Task TokenEndpointHangs_EndsWithTheToken()
    {
        using var deadline = new CancellationTokenSource();
        var asked = new TaskCompletionSource();
        Service.Beside(IsTokenRequest, _ =>
        {
            asked.TrySetResult();
            return PushAnswer.Hang;
        });

        var attempt = Channel.SendAsync(Delivery(), deadline.Token);
        await asked.Task;
        await deadline.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => attempt);
    }

    [Fact]
    public async Task ReservedKeys_AreLeftOutAndLogged()
    {
        var logger = new Mock<ILogger<FcmChannel>>();
        logger.Setup(log => log.IsEnabled(It.IsAny<LogLevel>())).Returns(true);

        var result = await ChannelWith(logger.Object).SendAsync(
            Delivery("""{"from":"x","twi_from":"a","message_type":"y","google.x":"1","gcm":"2","\u0067oogle":"3","twi_message_type":"b"}"""), CancellationToken.None);

        Assert.Equal(DeliveryOutcome.Delivered, result.Outcome);
        Assert.Contains("""
            "data":{"twi_from":"a","twi_message_type":"b"}
            """, Assert.Single(Service.Deliveries).Text, StringComparison.Ordinal);
        logger.Verify(log => log.Log(
            LogLevel.Warning,
            5201,
            It.Is<It.IsAnyType>((state, _) => state.ToString()!.Contains("from, message_type, google.x, gcm, google", StringComparison.Ordinal)),
            null,
            It.IsAny<Func<It.IsAnyType, Exception?, string>>()));
    }

    [Theory]
    [InlineData("""{"a":"1","b":"2","a":"3"}""", """{"b":"2","a":"3"}""")]
    [InlineData("""{"\ud800":"\udc00","é":"é","":1}""", """{"\ud800":"\udc00","é":"é","":"1"}""")]
    [InlineData("""{"a":["\"", "\\", {"<":"+"}]}""", """{"a":"[\"\\\"\", \"\\\\\", {\"<\":\"+\"}]"}""")]
    [InlineData("{}", "{}")]
    public async Task UnusualMembers_SurviveAsTheyWereWritten(string json, string data)
    {
        await Channel.SendAsync(Delivery(json), CancellationToken.None);

        Assert.Contains($"\"data\":{data},\"android\"", Assert.Single(Service.Deliveries).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("")]
    [InlineData("{")]
    public async Task NoObject_IsRejectedUnsent(string json)
    {
        var result = await Channel.SendAsync(Delivery(json), CancellationToken.None);

        Assert.Equal(DeliveryOutcome.Rejected, result.Outcome);
        Assert.Empty(Service.Requests);
    }

    [Fact]
    public async Task MoreThanFirebaseTakes_IsRejectedUnsent()
    {
        // Counted as text: an escape of six characters is one letter of two bytes.
        var largest = $$"""{"k":"\u00e9{{new string('x', 4093)}}"}""";

        var taken = await Channel.SendAsync(Delivery(largest), CancellationToken.None);
        var refused = await Channel.SendAsync(Delivery(largest.Replace("{\"k", "{\"kk", StringComparison.Ordinal)), CancellationToken.None);

        Assert.Equal(DeliveryOutcome.Delivered, taken.Outcome);
        Assert.Equal((DeliveryOutcome.Rejected, "The notification has 4097 bytes, and Firebase takes 4096."), (refused.Outcome, refused.Reason));
        Assert.Single(Service.Deliveries);
    }

    [Theory]
    [InlineData(-5, "0s")]
    [InlineData(0.9, "0s")]
    [InlineData(30, "30s")]
    public async Task TimeLeft_IsTheTimeToLive(double seconds, string expected)
    {
        await Channel.SendAsync(Delivery(timeLeft: TimeSpan.FromSeconds(seconds)), CancellationToken.None);

        Assert.Contains($"\"ttl\":\"{expected}\"", Assert.Single(Service.Deliveries).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429, "RESOURCE_EXHAUSTED", "QUOTA_EXCEEDED")]
    [InlineData(503, "UNAVAILABLE", "UNAVAILABLE")]
    [InlineData(500, "INTERNAL", "INTERNAL")]
    public async Task PassingError_IsRetriedWhenFirebaseSays(int status, string googleStatus, string errorCode)
    {
        Service.Answer = FcmError(status, googleStatus, errorCode, "later").With("Retry-After", "3");

        var result = await Channel.SendAsync(Delivery(), CancellationToken.None);

        Assert.Equal((DeliveryOutcome.Retry, $"{status} {errorCode}", TimeSpan.FromSeconds(3)), (result.Outcome, result.Reason, result.RetryAfter));
    }

    private string TokenUri => new Uri(Service.Url, "token").ToString();

    private static bool IsTokenRequest(PushRequest request) => request.Path == "/token";

    private static PushAnswer Token(int number) =>
        new(200, $$"""{"access_token":"{{AccessToken}}-{{number.ToString(CultureInfo.InvariantCulture)}}","expires_in":3599,"token_type":"Bearer"}""");

    private static PushAnswer GoogleError(int status, string googleStatus) =>
        new(status, $$$"""{"error":{"code":{{{status}}},"message":"Something is wrong.","status":"{{{googleStatus}}}"}}""");

    private static PushAnswer FcmError(int status, string googleStatus, string errorCode, string message) => new(status, $$$"""
        {"error":{"code":{{{status}}},"message":"{{{message}}}","status":"{{{googleStatus}}}","details":[
        {"@type":"type.googleapis.com/google.firebase.fcm.v1.FcmError","errorCode":"{{{errorCode}}}"}]}}
        """);

    private static PushAnswer InvalidField(string field) => new(400, $$$"""
        {"error":{"code":400,"message":"Request contains an invalid argument.","status":"INVALID_ARGUMENT","details":[
        {"@type":"type.googleapis.com/google.firebase.fcm.v1.FcmError","errorCode":"INVALID_ARGUMENT"},
        {"@type":"type.googleapis.com/google.rpc.BadRequest","fieldViolations":[{"field":"{{{field}}}","description":"Invalid"}]}]}}
        """);

    private FcmChannel ChannelWith(ILogger<FcmChannel> logger) => new(
        Client,
        Options.Create(new FcmOptions { ServiceAccountJson = ServiceAccounts.Json(Key, TokenUri), Endpoint = Service.Url.ToString() }),
        Time,
        logger);
}
