using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Channels;
using TwilioFunctions.Core.Channels.WebPubSub;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.Tests.Channels.WebPubSub;

public sealed class WebPubSubOptionsTests
{
    private const string Endpoint = "Channels:WebPubSub:Endpoint=https://name.webpubsub.azure.com";
    private const string Account = "Twilio:Accounts:0:AccountSid=AC00000000000000000000000000000001;Twilio:Accounts:0:AuthToken=token";
    private const string OtherAccount = "Twilio:Accounts:1:AccountSid=AC00000000000000000000000000000002;Twilio:Accounts:1:AuthToken=token";
    private const string WrongEndpoint = "Channels__WebPubSub__Endpoint is not the https URL of an Azure Web PubSub instance, as in https://name.webpubsub.azure.com.";
    private const string WrongHub = "Channels__WebPubSub__Hub is not a hub's name: a letter, then up to 127 letters, digits and underscores.";

    [Theory]
    [InlineData("Channels:WebPubSub:Endpoint=name.webpubsub.azure.com;Channels:WebPubSub:Hub=calls", WrongEndpoint)]
    [InlineData("Channels:WebPubSub:Endpoint=http://name.webpubsub.azure.com;Channels:WebPubSub:Hub=calls", WrongEndpoint)]
    [InlineData("Channels:WebPubSub:Endpoint=wss://name.webpubsub.azure.com;Channels:WebPubSub:Hub=calls", WrongEndpoint)]
    [InlineData("Channels:WebPubSub:Endpoint=https://name.webpubsub.azure.com/client;Channels:WebPubSub:Hub=calls", WrongEndpoint)]
    [InlineData("Channels:WebPubSub:Endpoint=https://a:b@name.webpubsub.azure.com;Channels:WebPubSub:Hub=calls", WrongEndpoint)]
    [InlineData(
        "Channels:WebPubSub:Endpoint=Endpoint=https://name.webpubsub.azure.com;Channels:WebPubSub:Hub=calls",
        "Channels__WebPubSub__Endpoint is a connection string: its Endpoint belongs here, its AccessKey into Channels__WebPubSub__AccessKey.")]
    [InlineData(Endpoint, "Channels__WebPubSub__Hub is not set.")]
    [InlineData($"{Endpoint};Channels:WebPubSub:Hub=1calls", WrongHub)]
    [InlineData($"{Endpoint};Channels:WebPubSub:Hub=calls/x", WrongHub)]
    [InlineData($"{Endpoint};Channels:WebPubSub:Hub=calls-x", WrongHub)]
    [InlineData($"{Endpoint};Channels:WebPubSub:Hub={{Account}}", WrongHub)]
    [InlineData($"Channels:WebPubSub:Endpoint=x;Channels:WebPubSub:Hub=1", $"{WrongEndpoint}|{WrongHub}")]
    [InlineData(
        $"{Endpoint};Channels:WebPubSub:Hub=calls;{OtherAccount}",
        "Channels__WebPubSub__Hub must hold {AccountSid}, as in calls_{AccountSid}, because more than one account is configured: clients of the same identity would share a user.")]
    public void WrongSetting_StopsTheAppAndIsNamed(string settings, string expected)
    {
        using var services = Services(settings);

        var thrown = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Equal(expected.Split('|'), thrown.Failures);
    }

    [Theory]
    [InlineData($"{Endpoint};Channels:WebPubSub:Hub=calls")]
    [InlineData($"{Endpoint};Channels:WebPubSub:Hub=calls_{{AccountSid}}")]
    [InlineData($"{Endpoint};Channels:WebPubSub:Hub=calls_{{AccountSid}};{OtherAccount}")]
    [InlineData("Channels:WebPubSub:Endpoint= https://name.webpubsub.azure.com/ ;Channels:WebPubSub:Hub= calls\n;Channels:WebPubSub:AccessKey= key ")]
    [InlineData("Channels:WebPubSub:Endpoint=http://localhost:8080;Channels:WebPubSub:Hub=calls")]
    public void RightSettings_SwitchTheChannelOn(string settings)
    {
        using var services = Services(settings);

        services.GetRequiredService<IStartupValidator>().Validate();

        var channel = Assert.Single(services.GetServices<INotificationChannel>());
        Assert.Equal((ChannelNames.WebPubSub, null), (channel.Name, channel.MissingSetting));
        Assert.Null(services.GetRequiredService<WebPubSubNegotiation>().MissingSetting);
    }

    [Theory]
    [InlineData("", "Channels__WebPubSub__Endpoint is not set")]
    [InlineData("Channels:WebPubSub:Endpoint= ;Channels:WebPubSub:AccessKey=key", "Channels__WebPubSub__Endpoint is not set")]
    [InlineData(
        $"{Endpoint};Channels:WebPubSub:Hub=calls;Channels:WebPubSub:AccessKey=@Microsoft.KeyVault(SecretUri=x)", "Channels__WebPubSub__AccessKey")]
    public void MissingSetting_SwitchesTheChannelOff(string settings, string expected)
    {
        using var services = Services(settings);

        services.GetRequiredService<IStartupValidator>().Validate();

        Assert.StartsWith(expected, Assert.Single(services.GetServices<INotificationChannel>()).MissingSetting, StringComparison.Ordinal);
        Assert.StartsWith(expected, services.GetRequiredService<WebPubSubNegotiation>().MissingSetting, StringComparison.Ordinal);
    }

    private static ServiceProvider Services(string settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                from setting in $"{Account};{settings}".Split(';', StringSplitOptions.RemoveEmptyEntries)
                let parts = setting.Split('=', 2)
                select KeyValuePair.Create(parts[0], (string?)parts[1]))
            .Build();
        return new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddTwilioSignatures(configuration)
            .AddWebPubSubChannel(configuration)
            .BuildServiceProvider();
    }
}
