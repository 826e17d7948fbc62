using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Retention;

namespace TwilioFunctions.Core.Tests.Retention;

public sealed class RetentionOptionsTests
{
    [Theory]
    [InlineData("Calls", "00:00:00", "Retention__Calls is not between 1.00:00:00 and 3653.00:00:00, nor 'never'.")]
    [InlineData("Calls", "23:59:59", "Retention__Calls is not between")]
    [InlineData("Events", "3653.00:00:01", "Retention__Events is not between")]
    [InlineData("Events", "-1.00:00:00", "Retention__Events is not between")]
    [InlineData("DeadLetters", "a month", "Retention__DeadLetters is not between")]
    [InlineData("ParkedPayloads", "14.00:00:00", "Retention__ParkedPayloads is not between 15.00:00:00 and")]
    [InlineData("ParkedPayloads", "29.00:00:00", "Retention__ParkedPayloads is shorter than Retention__DeadLetters")]
    [InlineData("DeadLetters", "never", "Retention__ParkedPayloads is shorter than Retention__DeadLetters")]
    public void WrongSetting_StopsTheAppAndIsNamed(string name, string value, string sentence)
    {
        using var services = Services((name, value));

        var wrong = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.StartsWith(sentence, Assert.Single(wrong.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_AreRead()
    {
        var options = Read(("Calls", " 400.00:00:00 "), ("Events", "1.00:00:00"), ("DeadLetters", "Never"), ("ParkedPayloads", "never"));

        Assert.Equal((TimeSpan.FromDays(400), TimeSpan.FromDays(1), null, null), (options.Calls, options.Events, options.DeadLetters, options.ParkedPayloads));
    }

    [Fact]
    public void SettingThatIsEmpty_IsNotSet()
    {
        var options = Read(("Calls", ""), ("DeadLetters", " "));

        Assert.Equal(
            (TimeSpan.FromDays(90), TimeSpan.FromDays(90), TimeSpan.FromDays(30), TimeSpan.FromDays(30)),
            (options.Calls!.Value, options.Events!.Value, options.DeadLetters!.Value, options.ParkedPayloads!.Value));
    }

    private static RetentionOptions Read(params (string Name, string Value)[] settings)
    {
        using var services = Services(settings);
        services.GetRequiredService<IStartupValidator>().Validate();
        return services.GetRequiredService<IOptions<RetentionOptions>>().Value;
    }

    private static ServiceProvider Services(params (string Name, string Value)[] settings) => new ServiceCollection()
        .AddRetention(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Retention:{setting.Name}", (string?)setting.Value)))
            .Build())
        .BuildServiceProvider();
}
