using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Bindings;

namespace TwilioFunctions.Core.Tests.Bindings;

public sealed class BindingsOptionsTests
{
    [Fact]
    public void NoSetting_IsAHundred() => Assert.Equal(100, OptionsOf(null).MaxPerIdentity);

    [Theory]
    [InlineData("1", 1)]
    [InlineData("10000", 10_000)]
    public void SettingWithinItsLimits_IsTaken(string setting, int expected) => Assert.Equal(expected, OptionsOf(setting).MaxPerIdentity);

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("10001")]
    public void SettingBeyondItsLimits_IsRefusedByName(string setting)
    {
        var refusal = Assert.Throws<OptionsValidationException>(() => OptionsOf(setting));

        Assert.StartsWith("Bindings__MaxPerIdentity ", Assert.Single(refusal.Failures), StringComparison.Ordinal);
    }

    private static BindingsOptions OptionsOf(string? setting)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(setting is null ? [] : [new("Bindings:MaxPerIdentity", setting)]).Build();
        using var provider = new ServiceCollection().AddClientBindings(configuration).BuildServiceProvider();
        return provider.GetRequiredService<IOptions<BindingsOptions>>().Value;
    }
}
