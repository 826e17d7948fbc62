using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using TwilioFunctions.Core.Proxy;

namespace TwilioFunctions.Core.Tests.Proxy;

public sealed class ProxyRegistrationTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void PolicyOfATeam_TakesThePlaceOfTheSettings(bool before)
    {
        var own = Mock.Of<IInterceptPolicy>();
        var services = new ServiceCollection();
        if (before)
            services.AddSingleton(own);
        services.AddProxy(new ConfigurationBuilder().Build());
        if (!before)
            services.AddSingleton(own);

        Assert.Same(own, services.BuildServiceProvider().GetRequiredService<IInterceptPolicy>());
    }
}
