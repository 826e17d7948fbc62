using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.CallNotifications;

namespace TwilioFunctions.Core.Tests.CallNotifications;

public sealed class CallNotificationOptionsTests
{
    [Theory]
    [InlineData("TimeToLive", "00:00:00", "CallNotifications__TimeToLive is not between 00:00:01 and 00:10:00.")]
    [InlineData("TimeToLive", "00:10:01", "CallNotifications__TimeToLive is not between 00:00:01 and 00:10:00.")]
    [InlineData("AttemptTimeout", "00:00:00.01", "CallNotifications__AttemptTimeout is not between 00:00:00.1000000 and 00:10:00.")]
    [InlineData("MaxConcurrency", "0", "CallNotifications__MaxConcurrency is not between 1 and 1000.")]
    [InlineData("MaxConcurrency", "1001", "CallNotifications__MaxConcurrency is not between 1 and 1000.")]
    [InlineData("AcceptUnboundSignatures", "true", "CallNotifications__AcceptUnboundSignatures is true: CallNotifications__UrlSecret must have at least 32 characters")]
    public void WrongSetting_StopsTheAppAndIsNamed(string name, string value, string sentence)
    {
        using var services = Services((name, value));

        var wrong = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.StartsWith(sentence, Assert.Single(wrong.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void UrlSecretOf31CharactersAndASpace_StopsTheApp()
    {
        using var services = Services(("AcceptUnboundSignatures", "true"), ("UrlSecret", new string('s', 31) + " "));

        Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());
    }

    [Fact]
    public void Defaults_LetTheAppStartAndAreStrict()
    {
        using var services = Services();

        services.GetRequiredService<IStartupValidator>().Validate();

        var options = services.GetRequiredService<IOptions<CallNotificationOptions>>().Value;
        Assert.False(options.AcceptUnboundSignatures);
        Assert.Equal((TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(10), 100), (options.TimeToLive, options.AttemptTimeout, options.MaxConcurrency));
    }

    private static ServiceProvider Services(params (string Name, string Value)[] settings) => new ServiceCollection()
        .AddCallNotifications(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"CallNotifications:{setting.Name}", (string?)setting.Value)))
            .Build())
        .BuildServiceProvider();
}
