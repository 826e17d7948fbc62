using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Channels;
using TwilioFunctions.Core.Channels.Webhook;

namespace TwilioFunctions.Core.Tests.Channels.Webhook;

public sealed class WebhookChannelOptionsTests
{
    /// <summary>Every way to write an address that a parser may take for a name.</summary>
    public static TheoryData<string> LocalUrls =>
    [
        "https://127.0.0.1/", "https://127.1/", "https://127.0.1/", "https://2130706433/", "https://0x7f.1/", "https://0x7f000001/",
        "https://0177.0.0.1/", "https://017700000001/", "https://127.0.0.1./", "https://0/", "https://[::]/", "https://[::1]/",
        "https://[::ffff:127.0.0.1]/", "https://[::ffff:7f00:1]/", "https://[0:0:0:0:0:ffff:127.0.0.1]/", "https://[64:ff9b::127.0.0.1]/",
        "https://[fe80::1%25eth0]/", "https://[fd00:ec2::254]/", "https://169.254.169.254/latest/meta-data", "https://168.63.129.16/",
        "https://10.1.2.3:8443/", "https://localhost/", "https://LOCALHOST/", "https://localhost./", "https://a.localhost/",
        "https://%31%32%37.0.0.1/", "https://127。0。0。1/",
    ];

    [Theory]
    [MemberData(nameof(LocalUrls))]
    public void LocalUrl_IsRefused(string url) =>
        Assert.False(Uri.TryCreate(url, UriKind.Absolute, out var parsed) && new WebhookChannelOptions().Allows(parsed), parsed?.IdnHost);

    [Theory]
    [InlineData("http://example.com/")]
    [InlineData("ws://example.com/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://example.com/")]
    [InlineData("https://user@example.com/")]
    [InlineData("https://user:password@example.com/")]
    [InlineData("https://example.com@127.0.0.1/")]
    [InlineData("https://127.0.0.1#@example.com/")]
    [InlineData("https://127.0.0.1\\@example.com/")]
    public void UrlThatIsNoHttpsUrlOfItsHostAlone_IsRefused(string url) =>
        Assert.False(Uri.TryCreate(url, UriKind.Absolute, out var parsed) && new WebhookChannelOptions().Allows(parsed));

    [Theory]
    [InlineData("https://example.com/")]
    [InlineData("https://example.com:8443/hooks?key=1#part")]
    [InlineData("https://8.8.8.8/")]
    [InlineData("https://[2606:4700:4700::1111]/")]
    [InlineData("https://localhost.example.com/")]
    [InlineData("https://bücher.example/")]
    public void HttpsUrlOfAnyHost_IsAllowed(string url) => Assert.True(new WebhookChannelOptions().Allows(new Uri(url)));

    [Theory]
    [InlineData("http://127.0.0.1:7099/", true)]
    [InlineData("HTTP://127.0.0.1:7099/hooks?a=b", true)]
    [InlineData("https://10.0.0.1/hooks", true)]
    [InlineData("https://10.0.0.1:443/hooks", true)]
    [InlineData("http://127.0.0.1/", false)]
    [InlineData("http://127.0.0.1:7098/", false)]
    [InlineData("https://127.0.0.1:7099/", false)]
    [InlineData("http://localhost:7099/", false)]
    [InlineData("http://127.0.0.2:7099/", false)]
    [InlineData("http://user@127.0.0.1:7099/", false)]
    [InlineData("http://127.0.0.1:7099.example.com/", false)]
    [InlineData("http://10.0.0.1/hooks", false)]
    public void AllowedOrigin_IsAllowedExactly(string url, bool expected)
    {
        var options = new WebhookChannelOptions { AllowedOrigins = { "http://127.0.0.1:7099", "https://10.0.0.1" } };

        Assert.Equal(expected, Uri.TryCreate(url, UriKind.Absolute, out var parsed) && options.Allows(parsed));
    }

    [Theory]
    [InlineData("127.0.0.1:7099")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("http://127.0.0.1:7099/hooks")]
    [InlineData("http://127.0.0.1:7099/?a")]
    [InlineData("http://127.0.0.1:7099/#a")]
    [InlineData("http://user@127.0.0.1:7099")]
    [InlineData("*")]
    public void OriginThatIsNone_StopsTheAppAndIsNamed(string origin)
    {
        using var services = Services("https://10.0.0.1", origin);

        var thrown = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Equal(
            "Channels__Webhook__AllowedOrigins__1 is not an origin: http or https, host and port alone, as in http://127.0.0.1:7099.",
            Assert.Single(thrown.Failures));
    }

    [Fact]
    public void RegisteredChannel_IsOnWithoutAnySetting()
    {
        using var services = Services();

        services.GetRequiredService<IStartupValidator>().Validate();

        var channel = Assert.Single(services.GetServices<INotificationChannel>());
        Assert.Equal((ChannelNames.Webhook, null), (channel.Name, channel.MissingSetting));
    }

    [Fact]
    public void WhitespaceAroundOrigins_IsTakenAway()
    {
        using var services = Services(" http://127.0.0.1:7099/\n", " ");

        services.GetRequiredService<IStartupValidator>().Validate();

        Assert.True(services.GetRequiredService<IOptions<WebhookChannelOptions>>().Value.Allows(new Uri("http://127.0.0.1:7099/hooks")));
    }

    private static ServiceProvider Services(params string[] origins)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(origins.Select((origin, index) => KeyValuePair.Create($"Channels:Webhook:AllowedOrigins:{index}", (string?)origin)))
            .Build();
        return new ServiceCollection().AddSingleton(TimeProvider.System).AddWebhookChannel(configuration).BuildServiceProvider();
    }
}
