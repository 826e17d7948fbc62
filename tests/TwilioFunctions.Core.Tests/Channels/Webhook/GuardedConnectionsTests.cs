using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Channels;
using TwilioFunctions.Core.Channels.Webhook;

namespace TwilioFunctions.Core.Tests.Channels.Webhook;

/// <summary>What the guard does where a connection is made, with a listener that tells whether anybody came.</summary>
public sealed class GuardedConnectionsTests : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public GuardedConnectionsTests() => listener.Start();

    private int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public void Dispose() => listener.Dispose();

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("8.8.8.8", "127.0.0.1")]
    [InlineData("127.0.0.1", "8.8.8.8")]
    [InlineData("2606:4700:4700::1111", "169.254.169.254")]
    public async Task NameWithAnAddressThatIsNotPublic_IsRejectedWithoutAConnection(params string[] addresses)
    {
        var result = await SendAsync($"https://hooks.example.com:{Port}/", (_, _) => Task.FromResult(addresses.Select(IPAddress.Parse).ToArray()));

        Assert.Equal(DeliveryOutcome.Rejected, result.Outcome);
        Assert.Equal("hooks.example.com has an address that is not public. Channels__Webhook__AllowedOrigins would allow it.", result.Reason);
        Assert.False(listener.Pending());
    }

    /// <summary>What was checked is what is connected to: there is no second lookup that could answer otherwise.</summary>
    [Fact]
    public async Task NameThatResolvesDifferentlyTheSecondTime_IsLookedUpOnce()
    {
        var lookups = 0;
        var options = new WebhookChannelOptions { AllowedOrigins = { $"http://hooks.example.com:{Port}" } };
        var channel = Channel(
            (_, _) => Task.FromResult<IPAddress[]>([Interlocked.Increment(ref lookups) == 1 ? IPAddress.Loopback : IPAddress.Parse("127.0.0.9")]), options);

        var attempt = channel.SendAsync(DeliveryTo($"http://hooks.example.com:{Port}/"), CancellationToken.None);
        await AnswerAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");

        Assert.Equal((DeliveryResult.Delivered("200"), 1), (await attempt, lookups));
    }

    [Fact]
    public async Task NameThatResolvesToAPrivateAddressTheSecondTime_IsRejectedThen()
    {
        var lookups = 0;
        var resolved = new IPAddress[][] { [IPAddress.Parse("64:ff9b::a00:1")], [IPAddress.Loopback] };
        var channel = Channel((_, _) => Task.FromResult(resolved[lookups++]), new WebhookChannelOptions());

        var first = await channel.SendAsync(DeliveryTo($"https://hooks.example.com:{Port}/"), CancellationToken.None);
        var second = await channel.SendAsync(DeliveryTo($"https://hooks.example.com:{Port}/"), CancellationToken.None);

        Assert.Equal((DeliveryOutcome.Rejected, DeliveryOutcome.Rejected, 2), (first.Outcome, second.Outcome, lookups));
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task AllowedOrigin_IsConnectedWithTheUrlsOwnHost()
    {
        var options = new WebhookChannelOptions { AllowedOrigins = { $"http://hooks.example.com:{Port}" } };
        var channel = Channel((_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]), options);

        var attempt = channel.SendAsync(DeliveryTo($"http://hooks.example.com:{Port}/path"), CancellationToken.None);
        var request = await AnswerAsync("HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n");

        Assert.Equal(DeliveryResult.Delivered("204"), await attempt);
        Assert.StartsWith("POST /path HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains($"\r\nHost: hooks.example.com:{Port}\r\n", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecondAddress_IsTriedWhenTheFirstRefuses()
    {
        var options = new WebhookChannelOptions { AllowedOrigins = { $"http://hooks.example.com:{Port}" } };
        var channel = Channel((_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("127.0.0.2"), IPAddress.Loopback]), options);

        var attempt = channel.SendAsync(DeliveryTo($"http://hooks.example.com:{Port}/"), CancellationToken.None);
        await AnswerAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");

        Assert.Equal(DeliveryResult.Delivered("200"), await attempt);
    }

    [Fact]
    public async Task NameThatDoesNotResolve_MayBeTriedAgain()
    {
        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync("https://nowhere.example.com/", (_, _) => throw new SocketException((int)SocketError.HostNotFound)));
        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync("https://nowhere.example.com/", (_, _) => Task.FromResult<IPAddress[]>([])));
    }

    [Theory]
    [InlineData("http_proxy")]
    [InlineData("https_proxy")]
    [InlineData("all_proxy")]
    public async Task ProxyOfTheEnvironment_IsNotUsed(string variable)
    {
        var before = Environment.GetEnvironmentVariable(variable);
        Environment.SetEnvironmentVariable(variable, $"http://127.0.0.1:{Port}");
        try
        {
            var result = await SendAsync("https://hooks.example.com/", (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("10.0.0.1")]));

            Assert.Equal(DeliveryOutcome.Rejected, result.Outcome);
            Assert.False(listener.Pending());
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, before);
        }
    }

    [Fact]
    public async Task EndlessBody_IsNotReadToItsEnd()
    {
        var options = new WebhookChannelOptions { AllowedOrigins = { $"http://hooks.example.com:{Port}" } };
        var channel = Channel((_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]), options);

        var attempt = channel.SendAsync(DeliveryTo($"http://hooks.example.com:{Port}/"), CancellationToken.None);
        using var connection = await listener.AcceptTcpClientAsync();
        var stream = connection.GetStream();
        await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 1000000000\r\n\r\n"u8.ToArray());
        await stream.WriteAsync(new byte[ChannelAnswer.MaxBody]);

        Assert.Equal(DeliveryResult.Rejected("400"), await attempt);
    }

    private async Task<string> AnswerAsync(string answer)
    {
        using var connection = await listener.AcceptTcpClientAsync();
        var stream = connection.GetStream();
        var buffer = new byte[8192];
        var request = "";
        while (!request.EndsWith("{}", StringComparison.Ordinal))
            request += Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer));
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
        return request;
    }

    private static Task<DeliveryResult> SendAsync(string url, HostResolver resolve) =>
        Channel(resolve, new WebhookChannelOptions()).SendAsync(DeliveryTo(url), CancellationToken.None);

    private static WebhookChannel Channel(HostResolver resolve, WebhookChannelOptions options) =>
        new(ChannelHttpClient.Create(WebhookRegistration.CreateHandler(options, resolve)), Options.Create(options), TimeProvider.System);

    private static Delivery DeliveryTo(string url) => new(
        new CallNotification { MessageId = "WB1", AccountSid = "AC1", CallSid = "CA1", Identity = "bob", Json = "{}" },
        new ClientBinding
        {
            AccountSid = "AC1",
            Identity = "bob",
            BindingId = "1",
            Address = new WebhookAddress(url, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", null),
        },
        DateTimeOffset.MaxValue);
}
