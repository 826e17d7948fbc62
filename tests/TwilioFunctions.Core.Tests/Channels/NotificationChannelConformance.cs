using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Time.Testing;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Channels;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Core.Tests.Channels;

/// <summary>
/// What every channel promises (<see cref="INotificationChannel"/>), against a server that plays its service. Each channel's tests derive
/// from this and add what is the channel's own.
/// </summary>
public abstract class NotificationChannelConformance : IAsyncLifetime
{
    private PushService? service;
    private HttpClient? client;

    /// <summary>The example of Twilio's page, with what a channel must carry over as well: escapes, numbers, unknown and nested members.</summary>
    protected const string Json = """
        {"twi_account_sid":"AC00000000000000000000000000000001","twi_bridge_token":"bridge\/token","twi_call_sid":"CA00000000000000000000000000000001",
        "twi_from":"client:al\u0069ce", "twi_to":"client:bob","twi_message_id":"WB00000000000000000000000000000001","twi_message_type":"twilio.voice.call",
        "twi_params":"a=1&b=%C3%A9","later":{"b":1.50,"a":[true,null]},"count":1e2}
        """;

    protected PushService Service => service!;

    /// <summary>Trusts <see cref="Service"/>, and is the channel's own in all else.</summary>
    protected HttpClient Client => client!;

    protected FakeTimeProvider Time { get; } = new();

    /// <summary>What the service speaks.</summary>
    protected virtual HttpProtocols Protocols => HttpProtocols.Http1AndHttp2;

    /// <summary>A device that the service knows.</summary>
    protected abstract ChannelAddress Address { get; }

    /// <summary>What must not come back in a reason: credentials, and the device's own token.</summary>
    protected abstract IReadOnlyList<string> Secrets { get; }

    /// <summary>How the service says that it has taken the notification.</summary>
    protected virtual PushAnswer Success => new(200, "{}");

    /// <summary>How the service says that the address is invalid for good; empty where the channel has no such thing.</summary>
    protected abstract IReadOnlyList<PushAnswer> Gone { get; }

    /// <summary>Answers that a setting or the binding has to be mended for.</summary>
    protected abstract IReadOnlyList<PushAnswer> ConfigurationErrors { get; }

    /// <summary>
    /// The settings without which the channel is off, one at least of which it names: <c>Channels__…</c>. Empty where it needs none.
    /// </summary>
    protected abstract IReadOnlyList<string> RequiredSettings { get; }

    /// <summary>The channel with credentials, over <see cref="Client"/>, towards <see cref="Service"/>.</summary>
    protected abstract INotificationChannel Channel { get; }

    /// <summary>The channel as it is when nothing is set.</summary>
    protected abstract INotificationChannel ChannelWithoutSettings { get; }

    /// <summary>Checks that the request carries the notification: byte for byte, or member by member.</summary>
    protected abstract void AssertCarries(PushRequest request, string json);

    /// <summary>The channel's own handler, which the suite then lets trust the service.</summary>
    protected virtual SocketsHttpHandler CreateHandler() => ChannelHttpClient.CreateHandler();

    /// <summary>Where requests that are no deliveries are scripted, with <see cref="PushService.Beside"/>.</summary>
    protected virtual void Prepare()
    {
    }

    public async Task InitializeAsync()
    {
        service = await PushService.StartAsync(Protocols);
        service.Answer = Success;
        client = ChannelHttpClient.Create(service.Trusted(CreateHandler()));
        Prepare();
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await Service.DisposeAsync();
    }

    [Fact]
    public async Task Success_IsDeliveredOnce()
    {
        var result = await Channel.SendAsync(Delivery(), CancellationToken.None);

        Assert.Equal(DeliveryOutcome.Delivered, result.Outcome);
        AssertCarries(Assert.Single(Service.Deliveries), Json);
    }

    [Fact]
    public void CredentialsGiven_NoSettingIsMissing() => Assert.Null(Channel.MissingSetting);

    [Fact]
    public async Task NothingSet_NamesTheSettingAndSendsNothing()
    {
        var channel = ChannelWithoutSettings;
        if (RequiredSettings.Count == 0)
        {
            Assert.Null(channel.MissingSetting);
            return;
        }

        var result = await channel.SendAsync(Delivery(), CancellationToken.None);

        Assert.Contains(RequiredSettings, setting => channel.MissingSetting!.Contains(setting, StringComparison.Ordinal));
        Assert.Equal(DeliveryOutcome.Rejected, result.Outcome);
        Assert.Empty(Service.Requests);
    }

    [Fact]
    public async Task ConnectionCut_ThrowsAndTheNextAttemptIsDelivered()
    {
        Service.Next(PushAnswer.Cut);
        var channel = Channel;

        await Assert.ThrowsAsync<HttpRequestException>(() => channel.SendAsync(Delivery(), CancellationToken.None));
        var result = await channel.SendAsync(Delivery(), CancellationToken.None);

        Assert.Equal(DeliveryOutcome.Delivered, result.Outcome);
        Assert.Equal(2, Service.Deliveries.Select(request => request.Connection).Distinct().Count());
    }

    [Fact]
    public async Task IdleConnectionsCut_TheNextAttemptsAreDelivered()
    {
        var channel = Channel;
        await channel.SendAsync(Delivery(), CancellationToken.None);
        Service.CutConnections();

        // The client may or may not have noticed yet: then the attempt is one that may be made again.
        var result = await Eventually(() => channel.SendAsync(Delivery(), CancellationToken.None));

        Assert.Equal(DeliveryOutcome.Delivered, result.Outcome);
    }

    [Fact]
    public async Task NoServer_Throws()
    {
        await Service.StopAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => Channel.SendAsync(Delivery(), CancellationToken.None));
    }

    [Fact]
    public async Task Hanging_EndsWithTheToken()
    {
        Service.Answer = PushAnswer.Hang;
        using var deadline = new CancellationTokenSource();

        var attempt = Channel.SendAsync(Delivery(), deadline.Token);
        await Service.NextArrivalAsync();
        await deadline.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => attempt);
    }

    [Fact]
    public async Task ErrorThatHangsHalfway_EndsWithTheToken()
    {
        Service.Answer = new PushAnswer(500, "{") { End = PushAnswerEnd.HangInBody };
        using var deadline = new CancellationTokenSource();

        var attempt = Channel.SendAsync(Delivery(), deadline.Token);
        await Service.NextArrivalAsync();
        await deadline.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => attempt);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(410)]
    [InlineData(500)]
    public async Task ErrorCutHalfway_MayBeTriedAgain(int status)
    {
        Service.Answer = new PushAnswer(status, "{") { End = PushAnswerEnd.CutInBody };

        await Assert.ThrowsAsync<HttpRequestException>(() => Channel.SendAsync(Delivery(), CancellationToken.None));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task RetryAfterInSeconds_IsTheDelay(int status)
    {
        Service.Answer = new PushAnswer(status).With("Retry-After", "7");

        var result = await Channel.SendAsync(Delivery(), CancellationToken.None);

        Assert.Equal((DeliveryOutcome.Retry, TimeSpan.FromSeconds(7)), (result.Outcome, result.RetryAfter));
    }

    [Theory]
    [InlineData(9, 9)]
    [InlineData(-9, 0)]
    public async Task RetryAfterAsDate_IsTheDelay(int secondsFromNow, int expected)
    {
        var date = Time.GetUtcNow().AddSeconds(secondsFromNow).ToString("R", CultureInfo.InvariantCulture);
        Service.Answer = new PushAnswer(429).With("Retry-After", date);

        var result = await Channel.SendAsync(Delivery(), CancellationToken.None);

        Assert.Equal((DeliveryOutcome.Retry, TimeSpan.FromSeconds(expected)), (result.Outcome, result.RetryAfter));
    }

    [Theory]
    [InlineData(429, null)]
    [InlineData(429, "soon")]
    [InlineData(429, "99999999999999999999")]
    [InlineData(500, null)]
    [InlineData(502, null)]
    [InlineData(503, null)]
    [InlineData(504, null)]
    public async Task PassingFailure_IsRetried(int status, string? retryAfter)
    {
        Service.Answer = retryAfter is null ? new PushAnswer(status) : new PushAnswer(status).With("Retry-After", retryAfter);

        var result = await Channel.SendAsync(Delivery(), CancellationToken.None);

        Assert.Equal((DeliveryOutcome.Retry, null), (result.Outcome, result.RetryAfter));
        Assert.Contains(status.ToString(CultureInfo.InvariantCulture), result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddressInvalidForGood_IsGone()
    {
        var channel = Channel;
        foreach (var answer in Gone)
        {
            Service.Answer = answer;

            var result = await channel.SendAsync(Delivery(), CancellationToken.None);

            Assert.True(result.Outcome == DeliveryOutcome.Gone, $"{answer} is {result}");
        }
    }

    [Fact]
    public async Task ConfigurationError_IsRejectedAndTheBindingKept()
    {
        var channel = Channel;
        Assert.NotEmpty(ConfigurationErrors);
        foreach (var answer in ConfigurationErrors)
        {
            Service.Answer = answer;

            var result = await channel.SendAsync(Delivery(), CancellationToken.None);

            Assert.True(result.Outcome == DeliveryOutcome.Rejected, $"{answer} is {result}");
        }
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Redirect_IsNotFollowed(int status)
    {
        Service.Answer = new PushAnswer(status).With("Location", new Uri(Service.Url, "elsewhere").ToString());

        var result = await Channel.SendAsync(Delivery(), CancellationToken.None);

        Assert.Equal(DeliveryOutcome.Rejected, result.Outcome);
        Assert.DoesNotContain(Service.Requests, request => request.Path == "/elsewhere");
    }

    [Fact]
    public async Task ManyAtOnce_ReuseTheConnections()
    {
        const int AtOnce = 20;
        var channel = Channel;

        for (var round = 0; round < 5; round++)
        {
            var results = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => channel.SendAsync(Delivery(), CancellationToken.None)));
            Assert.All(results, result => Assert.Equal(DeliveryOutcome.Delivered, result.Outcome));
        }

        Assert.Equal(5 * AtOnce, Service.Deliveries.Count);
        Assert.InRange(Service.Deliveries.Select(request => request.Connection).Distinct().Count(), 1, AtOnce);
    }

    [Fact]
    public async Task ServiceThatEchoes_PutsNoSecretIntoTheReason()
    {
        var channel = Channel;
        foreach (var status in (int[])[200, 301, 400, 401, 403, 404, 410, 413, 429, 500, 503])
        {
            foreach (var secret in Secrets)
            {
                foreach (var text in (string[])[secret, $"Bad {secret}, that", $"{{\"error\":{{\"message\":\"{secret} is bad\",\"status\":\"{secret}!\"}},\"reason\":\"no {secret}\"}}"])
                {
                    Service.Answer = new PushAnswer(status, text);

                    var result = await channel.SendAsync(Delivery(), CancellationToken.None);

                    Assert.NotEmpty(result.Reason);
                    Assert.DoesNotContain(secret, result.ToString(), StringComparison.Ordinal);
                }
            }
        }
    }

    [Fact]
    public async Task AnyAnswer_IsAResult()
    {
        int[] statuses = [200, 201, 202, 204, 205, 300, 302, 304, 400, 401, 402, 403, 404, 405, 408, 409, 410, 412, 413, 415, 418, 422, 425, 429, 451, 500, 501, 502, 503, 504, 507, 511, 599];
        var random = new Random(20261121);
        var channel = Channel;

        for (var attempt = 0; attempt < 50; attempt++)
        {
            Service.Answer = new PushAnswer(statuses[random.Next(statuses.Length)], RandomBody(random, attempt));

            var result = await channel.SendAsync(Delivery(), CancellationToken.None);

            Assert.NotEmpty(result.Reason);
            Assert.InRange(result.Reason.Length, 1, 500);
        }
    }

    protected Delivery Delivery(string json = Json, ChannelAddress? address = null, TimeSpan? timeLeft = null) => new(
        new CallNotification
        {
            MessageId = "WB00000000000000000000000000000001",
            AccountSid = "AC00000000000000000000000000000001",
            CallSid = "CA00000000000000000000000000000001",
            Identity = "bob",
            Json = json,
        },
        new ClientBinding
        {
            AccountSid = "AC00000000000000000000000000000001",
            Identity = "bob",
            BindingId = "device-1",
            Address = address ?? Address,
            CreatedAt = Time.GetUtcNow().AddDays(-1),
            UpdatedAt = Time.GetUtcNow().AddDays(-1),
        },
        Time.GetUtcNow() + (timeLeft ?? TimeSpan.FromSeconds(30)));

    /// <summary>Repeats an attempt that may be repeated, as the dispatcher does.</summary>
    protected static async Task<DeliveryResult> Eventually(Func<Task<DeliveryResult>> attempt)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await attempt();
            }
            catch (HttpRequestException) when (tries < 10)
            {
                // Made again at once.
            }
        }
    }

    private static byte[] RandomBody(Random random, int attempt)
    {
        switch (attempt % 7)
        {
            case 0:
                return [];
            case 1:
                var garbage = new byte[random.Next(1, 5000)];
                random.NextBytes(garbage);
                return garbage;
            case 2:
                return Encoding.UTF8.GetBytes($"{{\"reason\":\"{new string('x', 2_000_000)}\"}}");
            case 3:
                return Encoding.UTF8.GetBytes(new string('[', random.Next(1, 5000)));
            case 4:
                return """{"error":[{"code":null}],"reason":{"reason":1},"timestamp":"never"}"""u8.ToArray();
            case 5:
                return """{"error":{"code":"x","status":7,"details":[1,null,{"@type":5,"errorCode":[]},{"fieldViolations":{}}]},"reason":null,"timestamp":1e308}"""u8.ToArray();
            default:
                return """{"error":{"status":"\ud800","details":{"\udc00":1}},"reason":"\ud800","timestamp":-99999999999999999}"""u8.ToArray();
        }
    }
}
