using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Proxy;

namespace TwilioFunctions.Core.Tests.Proxy;

/// <summary>Options as the app reads them: <c>BlockedNumbers__0=+1*</c>.</summary>
internal static class ProxySettings
{
    /// <exception cref="OptionsValidationException">A setting is wrong.</exception>
    public static IOptions<ProxyOptions> Of(params string[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => setting.Split('=', 2)).ToDictionary(setting => $"Proxy:{setting[0].Replace("__", ":", StringComparison.Ordinal)}", setting => (string?)setting[1]))
            .Build();
        var options = new ServiceCollection().AddProxy(configuration).BuildServiceProvider().GetRequiredService<IOptions<ProxyOptions>>();
        return Options.Create(options.Value);
    }
}
